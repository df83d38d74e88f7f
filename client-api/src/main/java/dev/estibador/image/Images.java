package dev.estibador.image;

import static dev.estibador.common.Builders.built;

import dev.estibador.build.BuildContext;
import dev.estibador.common.Platform;
import dev.estibador.common.TarContent;
import dev.estibador.stream.ArchiveStream;
import dev.estibador.stream.ByteSession;
import dev.estibador.stream.ProgressStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Images. A {@code name} is an id, or a repository with an optional tag or digest; one that does not exist is a
 * {@link dev.estibador.error.NotFoundException}. A {@code reference} is a name that is not an id, as
 * {@link dev.estibador.common.ImageReference} reads it.
 */
public interface Images {
    /** {@code GET /images/json}. The images that the engine has. */
    CompletableFuture<List<ImageSummary>> list(ImageListOptions options);

    default CompletableFuture<List<ImageSummary>> list(Consumer<ImageListOptions.Builder> options) {
        return list(built(ImageListOptions.builder(), options).build());
    }

    default CompletableFuture<List<ImageSummary>> list() {
        return list(ImageListOptions.DEFAULTS);
    }

    /**
     * {@code POST /build}. Builds an image, with BuildKit unless told otherwise. The context is read and sent as the engine takes
     * it, without a temporary file; a file that changes meanwhile fails the build with an
     * {@link dev.estibador.error.UploadFailedException} that names it. A step that fails is a
     * {@link dev.estibador.error.BuildFailedException}. Secrets, SSH agents, registries and a destination need a session
     * ({@code POST /session}), which is opened before the build and closed with it; an engine without sessions refuses them with
     * an {@link dev.estibador.error.UnsupportedByEngineException}.
     *
     * <p>Of a context that is a folder, BuildKit asks for what the Dockerfile names, and gets only what has changed since it built
     * from that folder last; it finds that out by sizes, modes and times. With a fixed time, for the classic builder and for engines
     * without sessions, the folder goes as a tar each time, as all other contexts do.
     */
    ProgressStream<ImageBuilt> build(BuildContext context, BuildOptions options);

    default ProgressStream<ImageBuilt> build(BuildContext context, Consumer<BuildOptions.Builder> options) {
        return build(context, built(BuildOptions.builder(), options).build());
    }

    default ProgressStream<ImageBuilt> build(BuildContext context) {
        return build(context, BuildOptions.DEFAULTS);
    }

    /**
     * {@code POST /build} with {@code remote}. Builds an image from what the engine itself fetches: a Git repository, a
     * tar archive, or a text that is the Dockerfile.
     */
    ProgressStream<ImageBuilt> build(String remote, BuildOptions options);

    default ProgressStream<ImageBuilt> build(String remote, Consumer<BuildOptions.Builder> options) {
        return build(remote, built(BuildOptions.builder(), options).build());
    }

    /** {@code POST /build/prune}. Removes what BuildKit keeps for the builds to come. */
    CompletableFuture<BuildCachePruned> pruneBuildCache(BuildPruneOptions options);

    default CompletableFuture<BuildCachePruned> pruneBuildCache(Consumer<BuildPruneOptions.Builder> options) {
        return pruneBuildCache(built(BuildPruneOptions.builder(), options).build());
    }

    default CompletableFuture<BuildCachePruned> pruneBuildCache() {
        return pruneBuildCache(BuildPruneOptions.DEFAULTS);
    }

    /** {@code POST /build/cancel}. Ends a build of BuildKit that was given that id; an unknown one is no error. */
    CompletableFuture<Void> cancelBuild(String buildId);

    /**
     * {@code POST /images/create} with {@code fromImage}. Pulls an image from its registry: the tag {@code latest}
     * unless the reference or the options say otherwise.
     */
    ProgressStream<ImagePulled> pull(String reference, PullOptions options);

    default ProgressStream<ImagePulled> pull(String reference, Consumer<PullOptions.Builder> options) {
        return pull(reference, built(PullOptions.builder(), options).build());
    }

    default ProgressStream<ImagePulled> pull(String reference) {
        return pull(reference, PullOptions.DEFAULTS);
    }

    /** {@code POST /images/create} with {@code fromSrc=-}. Makes an image of one layer out of files. */
    ProgressStream<ImageImported> importImage(TarContent files, ImportOptions options);

    default ProgressStream<ImageImported> importImage(TarContent files, Consumer<ImportOptions.Builder> options) {
        return importImage(files, built(ImportOptions.builder(), options).build());
    }

    default ProgressStream<ImageImported> importImage(TarContent files) {
        return importImage(files, ImportOptions.DEFAULTS);
    }

    /** {@code POST /images/create} with {@code fromSrc}. The same, of a tar archive that the engine fetches. */
    ProgressStream<ImageImported> importImage(String url, ImportOptions options);

    default ProgressStream<ImageImported> importImage(String url, Consumer<ImportOptions.Builder> options) {
        return importImage(url, built(ImportOptions.builder(), options).build());
    }

    /** {@code GET /images/{name}/json}. All that the engine knows of an image. */
    CompletableFuture<ImageDetails> inspect(String name, ImageInspectOptions options);

    default CompletableFuture<ImageDetails> inspect(String name, Consumer<ImageInspectOptions.Builder> options) {
        return inspect(name, built(ImageInspectOptions.builder(), options).build());
    }

    default CompletableFuture<ImageDetails> inspect(String name) {
        return inspect(name, ImageInspectOptions.DEFAULTS);
    }

    /**
     * {@code GET /images/{name}/attestations}. What builders and others have stated of an image, API 1.55. An engine that
     * does not keep images in containerd's store refuses with an {@link dev.estibador.error.EngineFailureException}.
     */
    CompletableFuture<List<AttestationStatement>> attestations(String name, AttestationOptions options);

    default CompletableFuture<List<AttestationStatement>> attestations(
            String name, Consumer<AttestationOptions.Builder> options) {
        return attestations(name, built(AttestationOptions.builder(), options).build());
    }

    default CompletableFuture<List<AttestationStatement>> attestations(String name) {
        return attestations(name, AttestationOptions.DEFAULTS);
    }

    /**
     * {@code GET /images/{name}/history}. The steps that made an image, the last one first; of the variant for that
     * platform, API 1.48, or of the engine's own where it is null.
     */
    CompletableFuture<List<ImageLayer>> history(String name, @Nullable Platform platform);

    default CompletableFuture<List<ImageLayer>> history(String name) {
        return history(name, null);
    }

    /**
     * {@code POST /images/{name}/push}. Pushes an image to the registry in its name: the tag {@code latest} unless the
     * reference or the options say otherwise. A registry that refuses is a
     * {@link dev.estibador.error.StreamFailedException}.
     */
    ProgressStream<ImagePushed> push(String reference, PushOptions options);

    default ProgressStream<ImagePushed> push(String reference, Consumer<PushOptions.Builder> options) {
        return push(reference, built(PushOptions.builder(), options).build());
    }

    default ProgressStream<ImagePushed> push(String reference) {
        return push(reference, PushOptions.DEFAULTS);
    }

    /** {@code POST /images/{name}/tag}. Gives an image one more name: a repository with an optional tag. */
    CompletableFuture<Void> tag(String name, String target);

    /**
     * {@code DELETE /images/{name}}. Takes the name away, and the image with its last one. An image in use is a
     * {@link dev.estibador.error.ConflictException}.
     */
    CompletableFuture<List<ImageRemoved>> remove(String name, ImageRemoveOptions options);

    default CompletableFuture<List<ImageRemoved>> remove(String name, Consumer<ImageRemoveOptions.Builder> options) {
        return remove(name, built(ImageRemoveOptions.builder(), options).build());
    }

    default CompletableFuture<List<ImageRemoved>> remove(String name) {
        return remove(name, ImageRemoveOptions.DEFAULTS);
    }

    /** {@code GET /images/search}. The repositories of Docker Hub, or of the registry in the term, that it finds. */
    CompletableFuture<List<ImageFound>> search(String term, SearchOptions options);

    default CompletableFuture<List<ImageFound>> search(String term, Consumer<SearchOptions.Builder> options) {
        return search(term, built(SearchOptions.builder(), options).build());
    }

    default CompletableFuture<List<ImageFound>> search(String term) {
        return search(term, SearchOptions.DEFAULTS);
    }

    /** {@code POST /images/prune}. Removes the images that nothing uses. */
    CompletableFuture<ImagesPruned> prune(ImagePruneOptions options);

    default CompletableFuture<ImagesPruned> prune(Consumer<ImagePruneOptions.Builder> options) {
        return prune(built(ImagePruneOptions.builder(), options).build());
    }

    default CompletableFuture<ImagesPruned> prune() {
        return prune(ImagePruneOptions.DEFAULTS);
    }

    /** {@code POST /commit}. Makes an image of a container's files and configuration. */
    CompletableFuture<ImageCommitted> commit(String containerId, CommitOptions options);

    default CompletableFuture<ImageCommitted> commit(String containerId, Consumer<CommitOptions.Builder> options) {
        return commit(containerId, built(CommitOptions.builder(), options).build());
    }

    default CompletableFuture<ImageCommitted> commit(String containerId) {
        return commit(containerId, CommitOptions.DEFAULTS);
    }

    /** {@code GET /images/{name}/get}. An image with its layers and names as a tar archive, as {@link #load} takes it. */
    ArchiveStream save(String name, SaveOptions options);

    default ArchiveStream save(String name, Consumer<SaveOptions.Builder> options) {
        return save(name, built(SaveOptions.builder(), options).build());
    }

    default ArchiveStream save(String name) {
        return save(name, SaveOptions.DEFAULTS);
    }

    /** {@code GET /images/get}. Several images in one archive, with the layers that they share once. */
    ArchiveStream save(List<String> names, SaveOptions options);

    default ArchiveStream save(List<String> names, Consumer<SaveOptions.Builder> options) {
        return save(names, built(SaveOptions.builder(), options).build());
    }

    default ArchiveStream save(List<String> names) {
        return save(names, SaveOptions.DEFAULTS);
    }

    /**
     * {@code POST /images/load}. Takes in the images of an archive that {@link #save(String, SaveOptions) save} gave. What
     * is no such archive is a {@link dev.estibador.error.StreamFailedException}.
     */
    ProgressStream<ImagesLoaded> load(TarContent archive, LoadOptions options);

    default ProgressStream<ImagesLoaded> load(TarContent archive, Consumer<LoadOptions.Builder> options) {
        return load(archive, built(LoadOptions.builder(), options).build());
    }

    default ProgressStream<ImagesLoaded> load(TarContent archive) {
        return load(archive, LoadOptions.DEFAULTS);
    }

    /**
     * {@code POST /session}. Offers services to the builds of that session id. The engine speaks HTTP/2 as a client over
     * the connection, and calls the gRPC methods that were named; {@code /grpc.health.v1.Health/Check} it always calls.
     * Engines say since API 1.53 that this is to go.
     */
    CompletableFuture<ByteSession> openSession(String id, BuildSessionOptions options);

    default CompletableFuture<ByteSession> openSession(String id, Consumer<BuildSessionOptions.Builder> options) {
        return openSession(id, built(BuildSessionOptions.builder(), options).build());
    }

    default CompletableFuture<ByteSession> openSession(String id) {
        return openSession(id, BuildSessionOptions.DEFAULTS);
    }

    /**
     * {@code POST /grpc}. A connection to BuildKit's control API, over which the caller speaks HTTP/2 as a client. Engines
     * say since API 1.53 that this is to go.
     */
    CompletableFuture<ByteSession> openGrpc();
}
