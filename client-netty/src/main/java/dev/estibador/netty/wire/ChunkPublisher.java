package dev.estibador.netty.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
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
        subscriber.onSubscribe(new Reading(source.get(), subscriber, executor));
    }

    private static final class Reading implements Flow.Subscription {
        private final Chunks chunks;
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final Executor executor;
        /** Pieces asked for; a run is under way or due while it is not 0. */
        private final AtomicLong asked = new AtomicLong();

        private volatile boolean cancelled;
        private boolean closed;

        Reading(Chunks chunks, Flow.Subscriber<? super ByteBuffer> subscriber, Executor executor) {
            this.chunks = chunks;
            this.subscriber = subscriber;
            this.executor = executor;
        }

        @Override
        public void request(long n) {
            if (asked.getAndAdd(n) == 0) {
                executor.execute(this::run);
            }
        }

        /** The source is closed by its own thread: the one that runs, or one that is called for it. */
        @Override
        public void cancel() {
            cancelled = true;
            request(1);
        }

        private void run() {
            do {
                if (closed) {
                    continue;
                }
                if (cancelled) {
                    close();
                    continue;
                }
                one();
            } while (asked.decrementAndGet() > 0);
        }

        private void one() {
            try {
                ByteBuffer chunk = chunks.next();
                if (chunk != null) {
                    subscriber.onNext(chunk);
                } else {
                    close();
                    subscriber.onComplete();
                }
            } catch (IOException | RuntimeException e) {
                close();
                subscriber.onError(e);
            }
        }

        private void close() {
            closed = true;
            chunks.close();
        }
    }
}
