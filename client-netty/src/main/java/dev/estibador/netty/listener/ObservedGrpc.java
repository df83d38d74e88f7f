package dev.estibador.netty.listener;

import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** One of the engine's calls of us, whose bytes are those of the session over which it comes. */
final class ObservedGrpc implements GrpcCall {
    private final GrpcCall asked;
    private final ObservedCall session;

    ObservedGrpc(GrpcCall asked, ObservedCall session) {
        this.asked = asked;
        this.session = session;
    }

    @Override
    public String method() {
        return asked.method();
    }

    @Override
    public Map<String, List<String>> metadata() {
        return asked.metadata();
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
        return to -> asked.body().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                to.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer lent) {
                session.bytes(0, lent.remaining());
                to.onNext(lent);
            }

            @Override
            public void onError(Throwable failure) {
                to.onError(failure);
            }

            @Override
            public void onComplete() {
                to.onComplete();
            }
        });
    }

    @Override
    public CompletableFuture<Void> send(ByteBuffer message) {
        return session.write(message, () -> asked.send(message));
    }

    @Override
    public void end(GrpcStatus status) {
        asked.end(status);
    }
}
