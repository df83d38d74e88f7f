package dev.estibador.volume;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.ObjectVersion;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Volumes. One that does not exist is a {@link dev.estibador.error.NotFoundException}. */
public interface Volumes {
    /** {@code GET /volumes}. The volumes, and what their drivers warned of. */
    CompletableFuture<VolumeList> list(VolumeListOptions options);

    default CompletableFuture<VolumeList> list(Consumer<VolumeListOptions.Builder> options) {
        return list(built(VolumeListOptions.builder(), options).build());
    }

    default CompletableFuture<VolumeList> list() {
        return list(VolumeListOptions.DEFAULTS);
    }

    /**
     * {@code POST /volumes/create}. Makes a volume, or gives the one that has that name already; if its driver is another
     * one, that is a {@link dev.estibador.error.ConflictException}.
     */
    CompletableFuture<VolumeDetails> create(VolumeSpec spec);

    default CompletableFuture<VolumeDetails> create(Consumer<VolumeSpec.Builder> spec) {
        return create(built(VolumeSpec.builder(), spec).build());
    }

    default CompletableFuture<VolumeDetails> create(String name) {
        return create(v -> v.name(name));
    }

    /** {@code GET /volumes/{name}}. All that the engine knows of a volume. */
    CompletableFuture<VolumeDetails> inspect(String name);

    /**
     * {@code PUT /volumes/{name}}. Changes a volume of the swarm, API 1.42: only its availability may differ from what it
     * is, and {@code version} is that of its {@link ClusterVolume}. An engine that manages no swarm answers with an
     * {@link dev.estibador.error.EngineFailureException}.
     */
    CompletableFuture<Void> update(String name, ObjectVersion version, ClusterVolumeSpec spec);

    default CompletableFuture<Void> update(
            String name, ObjectVersion version, Consumer<ClusterVolumeSpec.Builder> spec) {
        return update(name, version, built(ClusterVolumeSpec.builder(), spec).build());
    }

    /**
     * {@code DELETE /volumes/{name}}. One in use is a {@link dev.estibador.error.ConflictException}; {@code force} is
     * content with one that does not exist, or whose plugin is gone.
     */
    CompletableFuture<Void> remove(String name, boolean force);

    default CompletableFuture<Void> remove(String name) {
        return remove(name, false);
    }

    /**
     * {@code POST /volumes/prune}. Removes volumes that no container uses: since API 1.42 those without a name only,
     * unless the filter {@code all} is {@code true}, and before that all of them.
     */
    CompletableFuture<VolumesPruned> prune(VolumePruneOptions options);

    default CompletableFuture<VolumesPruned> prune(Consumer<VolumePruneOptions.Builder> options) {
        return prune(built(VolumePruneOptions.builder(), options).build());
    }

    default CompletableFuture<VolumesPruned> prune() {
        return prune(VolumePruneOptions.DEFAULTS);
    }
}
