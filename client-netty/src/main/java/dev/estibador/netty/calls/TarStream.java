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
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Iterator;
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
        return written(directory, (content, result) -> {
            try (InputStream tar = new IterationInput(content)) {
                TarExtractor.extract(tar, directory, name);
            }
            result.complete(null);
        });
    }

    @Override
    public CompletableFuture<Long> copyTo(OutputStream target) {
        return copyTo(CopyTarget.of(target));
    }

    @Override
    public CompletableFuture<Long> copyTo(Path file, OpenOption... options) {
        return copyTo(CopyTarget.of(file, options));
    }

    private CompletableFuture<Long> copyTo(CopyTarget target) {
        return written(target, (content, result) -> {
            long count = 0;
            boolean more = content.hasNext(); // by which it is known that the engine has accepted the call
            target.open();
            try {
                for (; more; more = content.hasNext()) {
                    ByteBuffer piece = content.next();
                    count += piece.remaining();
                    target.write(piece);
                }
                target.flush();
            } finally {
                target.close();
            }
            result.complete(count);
        });
    }

    @Override
    public InputStream asInputStream() {
        return new ArchiveInput(bytes.iterate());
    }

    private interface Writing<T> {
        void of(Iterator<ByteBuffer> content, CompletableFuture<T> result) throws IOException;
    }

    /** Reads on the executor, and writes to that place. */
    private <T> CompletableFuture<T> written(Object place, Writing<T> writing) {
        Iteration<ByteBuffer> content = bytes.iterate();
        CompletableFuture<T> result = new CompletableFuture<>();
        caller.executor().execute(() -> {
            try (content) {
                writing.of(content.iterator(), result);
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(failure(place, e));
            } catch (Error e) {
                result.completeExceptionally(e);
                throw e;
            }
        });
        Cancellations.link(result, content::close);
        return result;
    }

    /** The stream's own failure, which the reading of the archive may have wrapped, or what went wrong here. */
    private DockerException failure(Object place, Exception problem) {
        DockerException own = Failures.own(problem);
        if (own != null) {
            return own;
        }
        return new StreamFailedException(
                call, "the archive could not be written to " + place + ": " + problem.getMessage(), problem);
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
