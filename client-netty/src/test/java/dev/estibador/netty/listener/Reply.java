package dev.estibador.netty.listener;

import dev.estibador.netty.http.DuplexBytes;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A reply, its body, and the connection that it may be. */
final class Reply implements DuplexBytes, Flow.Publisher<ByteBuffer>, Flow.Subscription {
    private final int status;
    final CompletableFuture<Void> written = new CompletableFuture<>();
    Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    long asked;
    boolean cancelled;
    boolean closed;

    Reply(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String header(String name) {
        return name + " of the engine";
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
        return this;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
        subscriber = to;
        to.onSubscribe(this);
    }

    Flow.Subscriber<? super ByteBuffer> reader() {
        return Objects.requireNonNull(subscriber);
    }

    @Override
    public void request(long n) {
        asked += n;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public CompletableFuture<Void> write(ByteBuffer bytes) {
        return written;
    }

    @Override
    public CompletableFuture<Void> closeOutput() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        closed = true;
    }
}
