package dev.estibador.netty.calls;

import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Source;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.OutputFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** A session over a connection that the engine has handed over. */
final class DuplexSession implements AttachSession {
    /** Tells the engine a terminal's size. */
    interface Resize {
        CompletableFuture<Void> to(int rows, int columns);
    }

    private final DuplexBytes connection;
    private final DecodedStream<OutputFrame> output;
    private final Resize resize;
    private final Executor executor;
    private final AtomicBoolean inputClosed = new AtomicBoolean();

    DuplexSession(
            DuplexBytes connection, CompletableFuture<Decoder<OutputFrame>> decoder, Resize resize, Executor executor) {
        this.connection = connection;
        this.resize = resize;
        this.executor = executor;
        this.output =
                new DecodedStream<>(() -> decoder.thenApply(form -> new Source<>(connection.body(), form)), executor);
    }

    @Override
    public EngineStream<OutputFrame> output() {
        return output;
    }

    @Override
    public CompletableFuture<Void> write(ByteBuffer bytes) {
        return inputClosed.get()
                ? CompletableFuture.failedFuture(new IllegalStateException("the input of this session is closed"))
                : handed(connection.write(bytes));
    }

    @Override
    public CompletableFuture<Void> closeInput() {
        return inputClosed.compareAndSet(false, true)
                ? handed(connection.closeOutput())
                : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> handed(CompletableFuture<Void> operation) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        operation.whenComplete((nothing, e) -> executor.execute(() -> EngineCaller.settleNow(result, null, e)));
        return result;
    }

    @Override
    public CompletableFuture<Void> resize(int rows, int columns) {
        return resize.to(rows, columns);
    }

    @Override
    public void close() {
        output.cancel();
        connection.close();
    }
}
