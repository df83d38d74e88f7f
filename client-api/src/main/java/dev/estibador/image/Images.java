package dev.estibador.image;

import static dev.estibador.common.Builders.built;

import dev.estibador.build.BuildContext;
import dev.estibador.stream.ProgressStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Images. A {@code name} is an id, or a repository with an optional tag or digest; one that does not exist is a
 * {@link dev.estibador.error.NotFoundException}.
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
     * {@code POST /build}. Builds an image with the classic builder. The context is read and sent as the engine takes
     * it, without a temporary file; a file that changes meanwhile fails the build with an
     * {@link dev.estibador.error.UploadFailedException} that names it.
     */
    ProgressStream<ImageBuilt> build(BuildContext context, BuildOptions options);

    default ProgressStream<ImageBuilt> build(BuildContext context, Consumer<BuildOptions.Builder> options) {
        return build(context, built(BuildOptions.builder(), options).build());
    }

    /** {@code GET /images/{name}/json}. All that the engine knows of an image. */
    CompletableFuture<ImageDetails> inspect(String name);

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
}
