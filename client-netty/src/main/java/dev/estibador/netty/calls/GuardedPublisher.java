package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.error.UploadFailedException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A publisher of the user's, made safe for those who send what it gives. It is called on the executor, by one thread at a
 * time. Whatever it throws, and whatever it does against the rules of Reactive Streams, ends it with an
 * {@link UploadFailedException}: the subscriber gets no null, nothing that it did not ask for, and one end.
 */
final class GuardedPublisher implements Flow.Publisher<ByteBuffer> {
    private final String call;
    private final Flow.Publisher<? extends ByteBuffer> source;
    private final Executor executor;

    GuardedPublisher(String call, Flow.Publisher<? extends ByteBuffer> source, Executor executor) {
        this.call = call;
        this.source = source;
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Guard guard = new Guard(Objects.requireNonNull(subscriber, "subscriber"));
        subscriber.onSubscribe(guard);
        guard.schedule();
    }

    /** As {@link #subscribe}, where the calling thread is the user's: what is published from now on is not missed. */
    void subscribeHere(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Guard guard = new Guard(Objects.requireNonNull(subscriber, "subscriber"));
        guard.subscribed = true; // before a request, which comes with this, makes the executor do it
        subscriber.onSubscribe(guard);
        guard.subscribe();
    }

    private final class Guard implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final AtomicBoolean ended = new AtomicBoolean();
        /** What was asked for and has not come. */
        private final AtomicLong owed = new AtomicLong();
        /** What the source has not been asked for yet. */
        private final AtomicLong toRequest = new AtomicLong();
        /** Calls to make since the last run began; a run is under way or due while it is not 0. */
        private final AtomicInteger due = new AtomicInteger();

        private volatile Flow.@Nullable Subscription upstream;
        private volatile boolean cancelled;

        // of the runs, which are one after another
        private volatile boolean subscribed;
        private boolean left;

        Guard(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            add(owed, n);
            add(toRequest, n);
            schedule();
        }

        private static void add(AtomicLong sum, long n) {
            sum.accumulateAndGet(n, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
        }

        @Override
        public void cancel() {
            cancelled = true;
            ended.set(true);
            schedule();
        }

        private void schedule() {
            if (due.getAndIncrement() == 0) {
                executor.execute(this::run);
            }
        }

        private void run() {
            int seen = due.get();
            do {
                try {
                    call();
                } catch (Throwable e) {
                    fail("it threw " + e, e);
                }
                seen = due.addAndGet(-seen);
            } while (seen > 0);
        }

        private void subscribe() {
            subscribed = true;
            try {
                source.subscribe(this);
            } catch (Throwable e) {
                fail("it threw " + e, e);
            }
        }

        private void call() {
            if (!subscribed && !cancelled) {
                subscribe();
            }
            Flow.Subscription from = upstream;
            if (from == null || left) {
                return;
            }
            if (cancelled) {
                left = true;
                from.cancel();
                return;
            }
            long n = toRequest.getAndSet(0);
            if (n > 0) {
                from.request(n);
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            refuseNull(subscription, "a subscription");
            if (upstream == null) {
                upstream = subscription;
                schedule();
            } else {
                subscription.cancel();
            }
        }

        @Override
        public void onNext(ByteBuffer piece) {
            refuseNull(piece, "a piece");
            if (ended.get()) {
                return;
            }
            if (owed.getAndDecrement() <= 0) {
                fail("it gave more than it was asked for", null);
                return;
            }
            try {
                subscriber.onNext(piece);
            } catch (Throwable e) {
                fail("a piece could not be taken: " + e, e);
            }
        }

        @Override
        public void onError(Throwable failure) {
            refuseNull(failure, "a failure");
            end(
                    failure instanceof DockerException own
                            ? own
                            : new UploadFailedException(
                                    call, "what was to be sent could not be read: " + failure.getMessage(), failure));
        }

        @Override
        public void onComplete() {
            if (ended.compareAndSet(false, true)) {
                subscriber.onComplete();
            }
        }

        private void refuseNull(@Nullable Object signal, String what) {
            if (signal == null) {
                fail("it gave null for " + what, null);
                throw new NullPointerException(what);
            }
        }

        private void fail(String why, @Nullable Throwable cause) {
            cancelled = true;
            end(new UploadFailedException(call, "the publisher of what was to be sent failed: " + why, cause));
            schedule();
        }

        private void end(DockerException failure) {
            if (ended.compareAndSet(false, true)) {
                subscriber.onError(failure);
            }
        }
    }
}
