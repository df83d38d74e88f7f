package dev.estibador.netty.calls;

import dev.estibador.build.BuildContext;
import dev.estibador.image.BuildOptions;
import dev.estibador.image.ImageBuilt;
import dev.estibador.image.ImageDetails;
import dev.estibador.image.ImageListOptions;
import dev.estibador.image.ImageRemoveOptions;
import dev.estibador.image.ImageRemoved;
import dev.estibador.image.ImageSummary;
import dev.estibador.image.Images;
import dev.estibador.netty.json.Json;
import dev.estibador.stream.ProgressStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

final class ImagesCalls implements Images {
    private final EngineCaller caller;

    ImagesCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<List<ImageSummary>> list(ImageListOptions options) {
        Call call = Call.get("/images/json")
                .flag("all", options.all())
                .flag("digests", options.digests())
                .filters(options.filters());
        return caller.list(call, ImageSummary.class);
    }

    @Override
    public ProgressStream<ImageBuilt> build(BuildContext context, BuildOptions options) {
        Call call = Call.post("/build").query("dockerfile", context.dockerfileName());
        options.tags().forEach(tag -> call.query("t", tag));
        call.jsonQuery("buildargs", options.buildArgs())
                .jsonQuery("labels", options.labels())
                .query("target", options.target())
                .query("platform", options.platform())
                .query("networkmode", options.networkMode())
                .flag("nocache", options.noCache())
                .flag("pull", options.pull())
                .query("rm", !options.keepIntermediate())
                .tar(TarBody.of(context.files(), caller.executor()))
                .patient();
        return new JobStream<>(caller, call, new BuildOutcome());
    }

    /** The last image id that the build tells is the image's. */
    private static final class BuildOutcome implements JobStream.Outcome<ImageBuilt> {
        private volatile @Nullable String id;

        @Override
        public void take(Json.JobMessage message) {
            if (message.imageId() != null) {
                id = message.imageId();
            }
        }

        @Override
        public @Nullable ImageBuilt result() {
            String told = id;
            return told == null ? null : new ImageBuilt(told);
        }
    }

    @Override
    public CompletableFuture<ImageDetails> inspect(String name) {
        return caller.value(Call.get("/images/{}/json", name), ImageDetails.class);
    }

    @Override
    public CompletableFuture<Void> tag(String name, String target) {
        int slash = target.lastIndexOf('/');
        int colon = target.indexOf(':', slash + 1);
        return caller.done(Call.post("/images/{}/tag", name)
                .query("repo", colon < 0 ? target : target.substring(0, colon))
                .query("tag", colon < 0 ? null : target.substring(colon + 1)));
    }

    @Override
    public CompletableFuture<List<ImageRemoved>> remove(String name, ImageRemoveOptions options) {
        Call call = Call.delete("/images/{}", name)
                .flag("force", options.force())
                .flag("noprune", options.noPrune())
                .patient();
        return caller.list(call, ImageRemoved.class);
    }
}
