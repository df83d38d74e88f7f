package dev.estibador.netty.wire;

import dev.estibador.error.StreamFailedException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection as fast as it sends, for an engine that drops what waits too long, and keeps what is not asked for. Where
 * that is more than {@link #MOST} bytes it hangs up, and fails once the reader has taken what was kept. Signals come where
 * bytes arrive or are asked for, one at a time.
 */
public final class DrainedBytes implements Flow.Publisher<ByteBuffer> {
    /** Beyond it the connection is given up. */
    public static final int MOST = 256 << 10;

    private final String call;
    private final Flow.Publisher<ByteBuffer> bytes;

    public DrainedBytes(String call, Flow.Publisher<ByteBuffer> bytes) {
        this.call = call;
        this.bytes = bytes;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> reader) {
        Drain drain = new Drain(reader);
        reader.onSubscribe(drain);
        bytes.subscribe(drain);
    }

    private final class Drain implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> reader;
        /** Reasons to look if there is something to give; whoever raises it from 0 gives until it is 0 again. */
        private final AtomicInteger reasons = new AtomicInteger();

        private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>();
        private Flow.@Nullable Subscription connection;
        private long keptBytes;
        private long wanted;
        private boolean over;
        private boolean done;
        private @Nullable Throwable failure;

        Drain(Flow.Subscriber<? super ByteBuffer> reader) {
            this.reader = reader;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            boolean late;
            synchronized (this) {
                connection = subscription;
                late = done;
            }
            if (late) {
                subscription.cancel();
            } else {
                subscription.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(ByteBuffer lent) {
            Flow.Subscription tooFast = null;
            synchronized (this) {
                if (over) {
                    return;
                }
                kept.add(ByteBuffer.allocate(lent.remaining()).put(lent).flip());
                keptBytes += kept.getLast().remaining();
                if (keptBytes > MOST && wanted == 0) {
                    over = true;
                    failure = new StreamFailedException(
                            call, "the consumer was too slow, and " + keptBytes + " bytes waited for it", null);
                    tooFast = connection;
                }
            }
            if (tooFast != null) {
                tooFast.cancel();
            }
            give();
        }

        @Override
        public void onError(Throwable cause) {
            end(cause);
        }

        @Override
        public void onComplete() {
            end(null);
        }

        private void end(@Nullable Throwable cause) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
                failure = cause;
            }
            give();
        }

        @Override
        public void request(long n) {
            synchronized (this) {
                wanted += n;
            }
            give();
        }

        @Override
        public void cancel() {
            Flow.Subscription now;
            synchronized (this) {
                done = true;
                over = true;
                kept.clear();
                now = connection;
            }
            if (now != null) {
                now.cancel();
            }
        }

        private void give() {
            if (reasons.getAndIncrement() > 0) {
                return;
            }
            int seen = reasons.get();
            do {
                giveAll();
                seen = reasons.addAndGet(-seen);
            } while (seen > 0);
        }

        private void giveAll() {
            ByteBuffer next = next();
            while (next != null) {
                reader.onNext(next);
                next = next();
            }
            if (ends()) {
                Throwable cause = failure;
                if (cause == null) {
                    reader.onComplete();
                } else {
                    reader.onError(cause);
                }
            }
        }

        private synchronized @Nullable ByteBuffer next() {
            ByteBuffer next = wanted > 0 ? kept.poll() : null;
            if (next != null) {
                wanted--;
                keptBytes -= next.remaining();
            }
            return next;
        }

        /** True once, when the end is to be told. */
        private synchronized boolean ends() {
            boolean ends = over && !done && kept.isEmpty();
            done |= ends;
            return ends;
        }
    }
}
