package dev.estibador.netty.calls;

import dev.estibador.common.ObjectVersion;
import dev.estibador.volume.ClusterVolumeSpec;
import dev.estibador.volume.VolumeDetails;
import dev.estibador.volume.VolumeList;
import dev.estibador.volume.VolumeListOptions;
import dev.estibador.volume.VolumePruneOptions;
import dev.estibador.volume.VolumeSpec;
import dev.estibador.volume.VolumeUpdate;
import dev.estibador.volume.Volumes;
import dev.estibador.volume.VolumesPruned;
import java.util.concurrent.CompletableFuture;

final class VolumesCalls implements Volumes {
    private final EngineCaller caller;

    VolumesCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<VolumeList> list(VolumeListOptions options) {
        return caller.value(Call.get("/volumes").filters(options.filters()).patient(), VolumeList.class);
    }

    @Override
    public CompletableFuture<VolumeDetails> create(VolumeSpec spec) {
        return caller.value(Call.post("/volumes/create").json(spec).patient(), VolumeDetails.class);
    }

    @Override
    public CompletableFuture<VolumeDetails> inspect(String name) {
        return caller.value(Call.get("/volumes/{}", name), VolumeDetails.class);
    }

    @Override
    public CompletableFuture<Void> update(String name, ObjectVersion version, ClusterVolumeSpec spec) {
        return caller.done(
                Call.put("/volumes/{}", name).since("1.42").version(version).json(new VolumeUpdate(spec)));
    }

    @Override
    public CompletableFuture<Void> remove(String name, boolean force) {
        return caller.done(Call.delete("/volumes/{}", name).flag("force", force).patient());
    }

    @Override
    public CompletableFuture<VolumesPruned> prune(VolumePruneOptions options) {
        return caller.value(
                Call.post("/volumes/prune").filters(options.filters()).patient(), VolumesPruned.class);
    }
}
