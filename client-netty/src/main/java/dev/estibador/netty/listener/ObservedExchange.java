package dev.estibador.netty.listener;

import dev.estibador.netty.http.HttpReply;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;

/** The head of a reply, once the listener has heard of it. Cancelling it cancels the call. */
final class ObservedExchange<R extends HttpReply> extends CompletableFuture<R> {
    private final ObservedCall call;
    private final CompletableFuture<R> sent;

    /** @param form makes of the reply the one whose body is told of */
    ObservedExchange(ObservedCall call, CompletableFuture<R> sent, BiFunction<R, ObservedCall, R> form) {
        this.call = call;
        this.sent = sent;
        sent.whenComplete((reply, e) -> {
            if (reply == null) {
                Throwable failure = e == null ? new IllegalStateException("no reply") : e;
                call.failed(failure);
                completeExceptionally(failure);
                return;
            }
            call.head(reply.status());
            R told = form.apply(reply, call);
            if (!complete(told)) {
                discard(told.body());
            }
        });
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        if (cancelled) {
            call.left();
            sent.cancel(mayInterrupt);
        }
        return cancelled;
    }

    private static void discard(Flow.Publisher<ByteBuffer> body) {
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
            }

            @Override
            public void onNext(ByteBuffer bytes) {}

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
    }
}
