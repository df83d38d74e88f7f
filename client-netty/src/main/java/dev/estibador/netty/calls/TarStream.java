package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.archive.TarExtractor;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.IterationInput;
import dev.estibador.netty.wire.RawDecoder;
import dev.estibador.stream.ArchiveStream;
import dev.estibador.stream.Iteration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Files of a container, or images, on their way out. */
final class TarStream implements ArchiveStream {
    private final EngineCaller caller;
    private final String call;
    private final DecodedStream<ByteBuffer> bytes;

    TarStream(EngineCaller caller, Call call) {
        this.caller = caller;
        this.call = call.label();
        this.bytes =
                caller.stream(call, reply -> CompletableFuture.completedFuture(new RawDecoder<>(ByteBuffer::wrap)));
    }

    @Override
    public CompletableFuture<Void> extractTo(Path directory) {
        return extractTo(directory, null);
    }

    /** The same, where {@code name} takes the place of the first part of each entry's name; null for its own. */
    CompletableFuture<Void> extractTo(Path directory, @Nullable String name) {
        Iteration<ByteBuffer> content = bytes.iterate();
        CompletableFuture<Void> result = new CompletableFuture<>();
        caller.executor().execute(() -> {
            try (content;
                    InputStream tar = new IterationInput(content.iterator())) {
                TarExtractor.extract(tar, directory, name);
                result.complete(null);
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(failure(directory, e));
            } catch (Error e) {
                result.completeExceptionally(e);
                throw e;
            }
        });
        Cancellations.link(result, content::close);
        return result;
    }

    /** The stream's own failure, which the reading of the archive may have wrapped, or what went wrong here. */
    private DockerException failure(Path directory, Exception problem) {
        DockerException own = Failures.own(problem);
        if (own != null) {
            return own;
        }
        return new StreamFailedException(
                call, "the archive could not be written to " + directory + ": " + problem.getMessage(), problem);
    }

    @Override
    public CompletableFuture<Void> opened() {
        return bytes.opened();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        bytes.subscribe(subscriber);
    }

    @Override
    public CompletableFuture<Void> forEach(Consumer<? super ByteBuffer> consumer) {
        return bytes.forEach(consumer);
    }

    @Override
    public Iteration<ByteBuffer> iterate() {
        return bytes.iterate();
    }

    @Override
    public void cancel() {
        bytes.cancel();
    }
}
