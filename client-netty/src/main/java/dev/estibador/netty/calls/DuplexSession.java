package dev.estibador.netty.calls;

import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Source;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** A session over a connection that the engine has handed over: what comes in is decoded to items. */
abstract class DuplexSession<T> {
    private final DuplexBytes connection;
    private final DecodedStream<T> incoming;
    private final Executor executor;
    private final AtomicBoolean inputClosed = new AtomicBoolean();

    DuplexSession(DuplexBytes connection, CompletableFuture<Decoder<T>> decoder, Executor executor) {
        this.connection = connection;
        this.executor = executor;
        this.incoming =
                new DecodedStream<>(() -> decoder.thenApply(form -> new Source<>(connection.body(), form)), executor);
    }

    final DecodedStream<T> incoming() {
        return incoming;
    }

    public CompletableFuture<Void> write(ByteBuffer bytes) {
        return inputClosed.get()
                ? CompletableFuture.failedFuture(new IllegalStateException("the input of this session is closed"))
                : handed(connection.write(bytes));
    }

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

    public void close() {
        incoming.cancel();
        connection.close();
    }
}
