package dev.estibador.netty.calls;

import dev.estibador.netty.http.HttpReply;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Whole bodies, for replies that are one value. */
final class Bodies {
    /** More than any value has: a list of ten thousand containers takes about 20 MB. */
    static final int MAX_VALUE = 256 << 20;

    static final int MAX_ERROR = 1 << 20;

    private Bodies() {}

    /** Closes a reply that nobody reads. */
    static void discard(HttpReply reply) {
        collect("", reply, 0).cancel(true);
    }

    /** Reads the body to its end; completes on the I/O thread. Cancelling closes the connection. */
    static CompletableFuture<byte[]> collect(String call, HttpReply reply, int limit) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        reply.body().subscribe(new Flow.Subscriber<ByteBuffer>() {
            private final ByteCollector bytes = new ByteCollector(call, limit);
            private Flow.@Nullable Subscription source;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                source = subscription;
                result.whenComplete((done, e) -> {
                    if (e != null) {
                        subscription.cancel();
                    }
                });
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer lent) {
                try {
                    bytes.add(lent);
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            }

            @Override
            public void onError(Throwable failure) {
                result.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                result.complete(bytes.bytes());
            }
        });
        return result;
    }
}
