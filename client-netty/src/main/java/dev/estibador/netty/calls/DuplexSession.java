package dev.estibador.netty.calls;

import dev.estibador.error.ConnectionException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.wire.ChunkPublisher;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Source;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A session over a connection that the engine has handed over: what comes in is decoded to items. */
abstract class DuplexSession<T> {
    private final String call;
    private final DuplexBytes connection;
    private final CompletableFuture<Decoder<T>> decoder;
    private final DecodedStream<T> incoming;
    private volatile SessionInput input;
    private final Executor executor;
    private final AtomicBoolean inputClosed = new AtomicBoolean();

    DuplexSession(
            String call,
            DuplexBytes connection,
            CompletableFuture<Decoder<T>> decoder,
            SessionInput input,
            Executor executor) {
        this.call = call;
        this.connection = connection;
        this.decoder = decoder;
        this.input = input;
        this.executor = executor;
        this.incoming = new DecodedStream<>(this::source, executor);
    }

    /** Whoever gives the output up before its form is known gives up the session, as later. */
    private CompletableFuture<Source<T>> source() {
        CompletableFuture<Source<T>> source =
                Cancellations.mapped(decoder, form -> new Source<>(connection.body(), form));
        source.whenComplete((nothing, e) -> {
            if (source.isCancelled()) {
                connection.close();
            }
        });
        return source;
    }

    /** What has become known of the process's input since the session was made. */
    final void learn(SessionInput known) {
        input = known;
    }

    final DecodedStream<T> incoming() {
        return incoming;
    }

    public CompletableFuture<Void> write(ByteBuffer bytes) {
        return handed(send(bytes));
    }

    private CompletableFuture<Void> send(ByteBuffer bytes) {
        IllegalStateException obstacle =
                inputClosed.get() ? new IllegalStateException("the input of this session is closed") : input.obstacle();
        return obstacle == null ? connection.write(bytes) : CompletableFuture.failedFuture(obstacle);
    }

    public CompletableFuture<Void> writeAll(InputStream bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return feed(new ChunkPublisher(() -> new InputPieces(bytes), executor)::subscribe);
    }

    public CompletableFuture<Void> writeAll(Flow.Publisher<ByteBuffer> bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return feed(new GuardedPublisher(call, bytes, executor)::subscribeHere);
    }

    private CompletableFuture<Void> feed(Consumer<InputFeed> subscribe) {
        IllegalStateException obstacle = input.obstacle();
        if (obstacle != null) {
            return CompletableFuture.failedFuture(obstacle);
        }
        InputFeed feed = new InputFeed(call, this::send, executor);
        CompletableFuture<Void> result = feed.result();
        CompletableFuture.anyOf(result, incoming.over()).whenComplete((nothing, e) -> {
            if (!result.isDone()) {
                feed.fail(new ConnectionException(call, "the session ended before all of its input was written", null));
            }
        });
        subscribe.accept(feed);
        return result;
    }

    public CompletableFuture<Void> closeInput() {
        IllegalStateException obstacle = input.endObstacle();
        if (obstacle != null) {
            return CompletableFuture.failedFuture(obstacle);
        }
        return inputClosed.compareAndSet(false, true)
                ? handed(connection.closeOutput())
                : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> handed(CompletableFuture<Void> operation) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Cancellations.step(
                operation, result, (nothing, e) -> executor.execute(() -> EngineCaller.settleNow(result, null, e)));
        return result;
    }

    public void close() {
        incoming.cancel();
        decoder.cancel(true); // whether the output was read or not
        connection.close();
    }
}
