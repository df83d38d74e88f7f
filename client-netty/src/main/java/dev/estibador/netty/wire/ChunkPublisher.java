package dev.estibador.netty.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what is read piece by piece from files, on the executor, since reading files blocks. For one subscriber; the
 * source is opened when it subscribes and closed at the end, whatever the end is.
 */
public final class ChunkPublisher implements Flow.Publisher<ByteBuffer> {
    /** Where the pieces come from. Used by one thread at a time. */
    public interface Chunks extends AutoCloseable {
        /** The next piece, which is the caller's; null at the end. */
        @Nullable
        ByteBuffer next() throws IOException;

        /**
         * Frees a thread that waits in {@link #next}, if it can; called from another one, when nothing more is wanted.
         * {@link #close} follows.
         */
        default void abort() {}

        @Override
        void close();
    }

    private final Supplier<? extends Chunks> source;
    private final Executor executor;

    public ChunkPublisher(Supplier<? extends Chunks> source, Executor executor) {
        this.source = source;
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        new Reading(source, subscriber, executor).begin();
    }

    private static final class Reading implements Flow.Subscription {
        private final Supplier<? extends Chunks> source;
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final Executor executor;
        /** Pieces asked for; a run is under way or due while it is not 0, and none is before {@link #begin} has ended. */
        private final AtomicLong asked = new AtomicLong(1);

        private volatile @Nullable Chunks chunks;
        private volatile @Nullable RuntimeException refused;
        private volatile boolean cancelled;
        private boolean closed;

        Reading(Supplier<? extends Chunks> source, Flow.Subscriber<? super ByteBuffer> subscriber, Executor executor) {
            this.source = source;
            this.subscriber = subscriber;
            this.executor = executor;
        }

        void begin() {
            try {
                chunks = source.get();
            } catch (RuntimeException e) {
                refused = e;
            }
            subscriber.onSubscribe(this);
            if (refused != null || asked.decrementAndGet() > 0) {
                executor.execute(this::run);
            }
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                refused =
                        new IllegalArgumentException("asked for " + n + " pieces; it must be at least one (rule 3.9)");
            }
            ask(Math.max(n, 1));
        }

        /**
         * The source is closed by its own thread: the one that runs, or one that is called for it. One that runs may wait for
         * what never comes.
         */
        @Override
        public void cancel() {
            if (!cancelled) {
                cancelled = true;
                if (!ask(1)) {
                    executor.execute(this::abort);
                }
            }
        }

        /** True if that begins a run; false if one is under way or due. */
        private boolean ask(long n) {
            boolean begins =
                    asked.getAndUpdate(before -> before > Long.MAX_VALUE - n ? Long.MAX_VALUE : before + n) == 0;
            if (begins) {
                executor.execute(this::run);
            }
            return begins;
        }

        private void abort() {
            Chunks open = chunks;
            if (open != null) {
                try {
                    open.abort();
                } catch (Throwable ignored) {
                    // what was wanted is what comes of it in the other thread
                }
            }
        }

        private void run() {
            do {
                step();
                if (closed) {
                    asked.set(0);
                    return;
                }
            } while (asked.decrementAndGet() > 0);
        }

        private void step() {
            RuntimeException refusal = refused;
            if (closed) {
                return;
            }
            if (cancelled) {
                close();
            } else if (refusal != null) {
                close();
                subscriber.onError(refusal);
            } else {
                one();
            }
        }

        private void one() {
            Chunks open = chunks;
            try {
                ByteBuffer chunk = open == null ? null : open.next();
                if (chunk != null) {
                    subscriber.onNext(chunk);
                } else {
                    close();
                    subscriber.onComplete();
                }
            } catch (Throwable e) {
                if (!closed) {
                    close();
                    if (!cancelled) {
                        subscriber.onError(e);
                    }
                }
            }
        }

        private void close() {
            closed = true;
            Chunks open = chunks;
            if (open != null) {
                try {
                    open.close();
                } catch (Throwable ignored) {
                    // what was read is what counts; a failure of that is on its way already
                }
            }
        }
    }
}
