package dev.estibador.swarm;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.ObjectVersion;
import dev.estibador.common.RegistryAuth;
import dev.estibador.container.LogOptions;
import dev.estibador.stream.FrameStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Services of the swarm. Wherever an {@code id} is asked for, a name or the unambiguous beginning of an id does as well;
 * one that does not exist is a {@link dev.estibador.error.NotFoundException}. An engine that is no manager answers 503.
 */
public interface Services {
    /** {@code GET /services}. The services of the swarm; how many tasks of each run, if asked for, API 1.41. */
    CompletableFuture<List<Service>> list(ServiceListOptions options);

    default CompletableFuture<List<Service>> list(Consumer<ServiceListOptions.Builder> options) {
        return list(built(ServiceListOptions.builder(), options).build());
    }

    default CompletableFuture<List<Service>> list() {
        return list(ServiceListOptions.DEFAULTS);
    }

    /**
     * {@code POST /services/create}. Makes a service; its tasks start when nodes have taken them. The image's name goes
     * to the nodes as it is, each of which pulls what it lacks. A name in use is a
     * {@link dev.estibador.error.ConflictException}.
     *
     * @param auth whose credentials nodes pull with, which the swarm keeps for that; null for those that the client's
     *     credentials name
     */
    CompletableFuture<ServiceCreated> create(ServiceSpec spec, @Nullable RegistryAuth auth);

    default CompletableFuture<ServiceCreated> create(ServiceSpec spec) {
        return create(spec, null);
    }

    default CompletableFuture<ServiceCreated> create(String image, Consumer<ServiceSpec.Builder> spec) {
        return create(built(ServiceSpec.of(image), spec).build());
    }

    /** {@code GET /services/{id}}. All that managers know of a service. */
    CompletableFuture<Service> inspect(String id, ServiceInspectOptions options);

    default CompletableFuture<Service> inspect(String id, Consumer<ServiceInspectOptions.Builder> options) {
        return inspect(id, built(ServiceInspectOptions.builder(), options).build());
    }

    default CompletableFuture<Service> inspect(String id) {
        return inspect(id, ServiceInspectOptions.DEFAULTS);
    }

    /** {@code DELETE /services/{id}}. Its tasks end after that. */
    CompletableFuture<Void> remove(String id);

    /**
     * {@code POST /services/{id}/update}. Replaces the whole spec; tasks that differ from it are replaced, as its update
     * configuration says.
     */
    CompletableFuture<ServiceUpdated> update(
            String id, ObjectVersion version, ServiceSpec spec, ServiceUpdateOptions options);

    default CompletableFuture<ServiceUpdated> update(
            String id, ObjectVersion version, ServiceSpec spec, Consumer<ServiceUpdateOptions.Builder> options) {
        return update(
                id,
                version,
                spec,
                built(ServiceUpdateOptions.builder(), options).build());
    }

    default CompletableFuture<ServiceUpdated> update(String id, ObjectVersion version, ServiceSpec spec) {
        return update(id, version, spec, ServiceUpdateOptions.DEFAULTS);
    }

    /** Changes something of what {@link #inspect} told. */
    default CompletableFuture<ServiceUpdated> update(Service inspected, Consumer<ServiceSpec.Builder> change) {
        return update(
                inspected.id(),
                Objects.requireNonNull(inspected.version()),
                built(Objects.requireNonNull(inspected.spec()).toBuilder(), change)
                        .build());
    }

    /**
     * {@code GET /services/{id}/logs}. What the containers of all its tasks wrote, and with {@code follow} what they
     * write; {@code details} tell which node and task a line is of, and keep the pieces of the long lines of several tasks
     * apart. There is no {@code until} and no {@code resume} here: an {@link IllegalArgumentException}.
     */
    FrameStream logs(String id, LogOptions options);

    default FrameStream logs(String id, Consumer<LogOptions.Builder> options) {
        return logs(id, built(LogOptions.builder(), options).build());
    }

    default FrameStream logs(String id) {
        return logs(id, LogOptions.DEFAULTS);
    }
}
