package dev.estibador.netty.calls;

import dev.estibador.build.BuildContext;
import dev.estibador.common.ImageReference;
import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import dev.estibador.common.TarContent;
import dev.estibador.image.AttestationOptions;
import dev.estibador.image.AttestationStatement;
import dev.estibador.image.BuildCachePruned;
import dev.estibador.image.BuildOptions;
import dev.estibador.image.BuildPruneOptions;
import dev.estibador.image.BuildSessionOptions;
import dev.estibador.image.CommitOptions;
import dev.estibador.image.ImageBuilt;
import dev.estibador.image.ImageCommitted;
import dev.estibador.image.ImageDetails;
import dev.estibador.image.ImageFound;
import dev.estibador.image.ImageImported;
import dev.estibador.image.ImageInspectOptions;
import dev.estibador.image.ImageLayer;
import dev.estibador.image.ImageListOptions;
import dev.estibador.image.ImagePruneOptions;
import dev.estibador.image.ImagePulled;
import dev.estibador.image.ImagePushed;
import dev.estibador.image.ImageRemoveOptions;
import dev.estibador.image.ImageRemoved;
import dev.estibador.image.ImageSummary;
import dev.estibador.image.Images;
import dev.estibador.image.ImagesLoaded;
import dev.estibador.image.ImagesPruned;
import dev.estibador.image.ImportOptions;
import dev.estibador.image.LoadOptions;
import dev.estibador.image.PullOptions;
import dev.estibador.image.PushOptions;
import dev.estibador.image.SaveOptions;
import dev.estibador.image.SearchOptions;
import dev.estibador.netty.json.Json;
import dev.estibador.stream.ArchiveStream;
import dev.estibador.stream.ByteSession;
import dev.estibador.stream.ProgressStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

final class ImagesCalls implements Images {
    private final EngineCaller caller;
    private final RegistryLogins logins;

    ImagesCalls(EngineCaller caller, RegistryLogins logins) {
        this.caller = caller;
        this.logins = logins;
    }

    @Override
    public CompletableFuture<List<ImageSummary>> list(ImageListOptions options) {
        Call call = Call.get("/images/json")
                .flag("all", options.all())
                .flag("digests", options.digests())
                .flag("shared-size", options.sharedSize(), "1.42")
                .flag("manifests", options.manifests(), "1.47")
                .flag("identity", options.identity(), "1.54")
                .filters(options.filters())
                .patientIf(options.sharedSize());
        return caller.list(call, ImageSummary.class);
    }

    @Override
    public ProgressStream<ImageBuilt> build(BuildContext context, BuildOptions options) {
        String own = context.dockerfileName();
        Call call = Call.post("/build").query("dockerfile", options.dockerfile() == null ? own : options.dockerfile());
        return Builds.build(caller, logins, call, context, options);
    }

    @Override
    public ProgressStream<ImageBuilt> build(String remote, BuildOptions options) {
        Call call = Call.post("/build").query("remote", remote).query("dockerfile", options.dockerfile());
        return Builds.build(caller, logins, call, null, options);
    }

    @Override
    public CompletableFuture<BuildCachePruned> pruneBuildCache(BuildPruneOptions options) {
        Call call = Call.post("/build/prune")
                .query("reserved-space", options.reservedSpace(), "1.48")
                .query("max-used-space", options.maxUsedSpace(), "1.48")
                .query("min-free-space", options.minFreeSpace(), "1.48")
                .query("keep-storage", options.keepStorage())
                .flag("all", options.all())
                .filters(options.filters())
                .patient();
        return caller.value(call, BuildCachePruned.class);
    }

    @Override
    public CompletableFuture<Void> cancelBuild(String buildId) {
        return caller.done(Call.post("/build/cancel").query("id", buildId));
    }

    @Override
    public ProgressStream<ImagePulled> pull(String reference, PullOptions options) {
        ImageReference asked = ImageReference.parse(reference);
        ImageReference image = options.allTags() ? asked : asked.orLatest();
        Call call = Call.post("/images/create")
                .query("fromImage", image.familiarName())
                .query("tag", image.digest() == null ? image.tag() : image.digest())
                .query("platform", options.platform())
                .registryAuth(options.auth(), logins.forName(image.name()))
                .patient();
        return new JobStream<>(caller, call, new ImageOutcomes.Pulled(image.familiar()));
    }

    @Override
    public ProgressStream<ImageImported> importImage(TarContent files, ImportOptions options) {
        Call call = Call.post("/images/create");
        call.tar(TarBody.of(call.label(), files, caller.executor())).header("Content-Type", "application/octet-stream");
        return importing(call, "-", options);
    }

    @Override
    public ProgressStream<ImageImported> importImage(String url, ImportOptions options) {
        return importing(Call.post("/images/create"), url, options);
    }

    private ProgressStream<ImageImported> importing(Call call, String source, ImportOptions options) {
        call.query("fromSrc", source)
                .query("repo", options.repo())
                .query("tag", options.tag())
                .query("message", options.message())
                .queries("changes", options.changes())
                .query("platform", options.platform())
                .patient();
        return new JobStream<>(caller, call, new ImageOutcomes.Imported());
    }

    @Override
    public CompletableFuture<ImageDetails> inspect(String name, ImageInspectOptions options) {
        Call call = Call.get("/images/{}/json", name)
                .flag("manifests", options.manifests(), "1.48")
                .platform(options.platform(), "1.49");
        return caller.value(call, ImageDetails.class);
    }

    @Override
    public CompletableFuture<List<AttestationStatement>> attestations(String name, AttestationOptions options) {
        Call call = Call.get("/images/{}/attestations", name).since("1.55");
        options.platforms().forEach(platform -> call.platform(platform, "1.55"));
        call.queries("type", options.types()).flag("statement", options.statement());
        return caller.list(call, AttestationStatement.class);
    }

    @Override
    public CompletableFuture<List<ImageLayer>> history(String name, @Nullable Platform platform) {
        return caller.list(Call.get("/images/{}/history", name).platform(platform, "1.48"), ImageLayer.class);
    }

    @Override
    public ProgressStream<ImagePushed> push(String reference, PushOptions options) {
        ImageReference asked = withoutDigest(reference);
        ImageReference image = options.allTags() ? asked : asked.orLatest();
        Call call = Call.post("/images/{}/push", image.familiarName())
                .query("tag", image.tag())
                .platform(options.platform(), "1.46")
                .registryAuth(RegistryAuth.ANONYMOUS)
                .registryAuth(options.auth(), logins.forName(image.name()))
                .patient();
        return new JobStream<>(caller, call, new ImageOutcomes.Pushed());
    }

    @Override
    public CompletableFuture<Void> tag(String name, String target) {
        ImageReference image = withoutDigest(target);
        return caller.done(Call.post("/images/{}/tag", name)
                .query("repo", image.familiarName())
                .query("tag", image.tag()));
    }

    private static ImageReference withoutDigest(String reference) {
        ImageReference image = ImageReference.parse(reference);
        if (image.digest() != null) {
            throw new IllegalArgumentException(
                    "\"" + reference + "\" has a digest, which is the content's and cannot be given to it");
        }
        return image;
    }

    @Override
    public CompletableFuture<List<ImageRemoved>> remove(String name, ImageRemoveOptions options) {
        Call call = Call.delete("/images/{}", name)
                .flag("force", options.force())
                .flag("noprune", options.noPrune())
                .patient();
        options.platforms().forEach(platform -> call.query("platforms", Json.text(platform), "1.50"));
        return caller.list(call, ImageRemoved.class);
    }

    @Override
    public CompletableFuture<List<ImageFound>> search(String term, SearchOptions options) {
        Call call = Call.get("/images/search")
                .query("term", term)
                .query("limit", options.limit())
                .filters(options.filters())
                .registryAuth(options.auth(), logins.forName(term))
                .patient();
        return caller.list(call, ImageFound.class);
    }

    @Override
    public CompletableFuture<ImagesPruned> prune(ImagePruneOptions options) {
        return caller.value(
                Call.post("/images/prune").filters(options.filters()).patient(), ImagesPruned.class);
    }

    @Override
    public CompletableFuture<ImageCommitted> commit(String containerId, CommitOptions options) {
        Call call = Call.post("/commit")
                .query("container", containerId)
                .query("repo", options.repo())
                .query("tag", options.tag())
                .query("comment", options.comment())
                .query("author", options.author())
                .query("pause", options.pause() ? null : false)
                .queries("changes", options.changes())
                .patient();
        return caller.value(options.config() == null ? call : call.json(options.config()), ImageCommitted.class);
    }

    @Override
    public ArchiveStream save(String name, SaveOptions options) {
        return archive(Call.get("/images/{}/get", name), options);
    }

    @Override
    public ArchiveStream save(List<String> names, SaveOptions options) {
        return archive(Call.get("/images/get").queries("names", names), options);
    }

    private ArchiveStream archive(Call call, SaveOptions options) {
        return new TarStream(caller, call.platforms(options.platforms()).patient());
    }

    @Override
    public ProgressStream<ImagesLoaded> load(TarContent archive, LoadOptions options) {
        Call call = Call.post("/images/load");
        call.query("quiet", options.quiet()) // engines are quiet by default
                .platforms(options.platforms())
                .tar(TarBody.of(call.label(), archive, caller.executor()))
                .patient();
        return new JobStream<>(caller, call, new ImageOutcomes.Loaded());
    }

    @Override
    public CompletableFuture<ByteSession> openSession(String id, BuildSessionOptions options) {
        return rawSession(Builds.session(id, options).upgrade("h2c"));
    }

    @Override
    public CompletableFuture<ByteSession> openGrpc() {
        return rawSession(Call.post("/grpc").upgrade("h2c").patient());
    }

    private CompletableFuture<ByteSession> rawSession(Call call) {
        return caller.session(call, duplex -> new RawSession(call.label(), duplex, caller.executor()));
    }
}
