package dev.estibador.netty.calls;

import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.HttpReply;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whole bodies, for replies that are one value. */
final class Bodies {
    /** Of what an engine says about an error, or to a ping. */
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

    /**
     * Reads the beginning of a body whose status counts, whatever becomes of its end: it may be longer than {@code most}, take
     * longer than {@code within}, or be cut. Completes with what came until then, on any thread, and never fails.
     */
    static CompletableFuture<byte[]> beginning(HttpReply reply, int most, @Nullable Duration within) {
        Beginning beginning = new Beginning(most);
        reply.body().subscribe(beginning);
        if (within != null) {
            CompletableFuture<Void> timer = new CompletableFuture<>();
            timer.completeOnTimeout(null, within.toNanos(), TimeUnit.NANOSECONDS)
                    .thenRun(beginning::end);
            beginning.result.whenComplete((bytes, e) -> timer.cancel(false));
        }
        return beginning.result;
    }

    private static final class Beginning implements Flow.Subscriber<ByteBuffer> {
        final CompletableFuture<byte[]> result = new CompletableFuture<>();
        private final int most;
        private byte[] bytes = {};

        Beginning(int most) {
            this.most = most;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            Cancellations.link(result, subscription::cancel);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public synchronized void onNext(ByteBuffer lent) {
            int length = bytes.length;
            int more = Math.min(lent.remaining(), most - length);
            bytes = Arrays.copyOf(bytes, length + more);
            lent.get(bytes, length, more);
            if (bytes.length == most) {
                end();
            }
        }

        @Override
        public void onError(Throwable cut) {
            end();
        }

        @Override
        public void onComplete() {
            end();
        }

        synchronized void end() {
            result.complete(bytes);
        }
    }
}
