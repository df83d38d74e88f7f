package dev.estibador.netty.wire;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a mailbox and gives to a subscriber, on the executor, one signal at a time. However many wake-ups there are
 * while it runs, it runs once, and takes what has gathered in one go.
 */
final class SubscriberDelivery<T> implements Flow.Subscription {
    private final Mailbox<T> mailbox;
    private final Flow.Subscriber<? super T> subscriber;
    private final Executor executor;
    private final Runnable run = this::run;
    /** Wake-ups since the last run began; a run is under way or due while it is not 0. */
    private final AtomicInteger wakeUps = new AtomicInteger();

    private @Nullable Batch<T> batch;
    private long given;
    private boolean finished;

    SubscriberDelivery(Mailbox<T> mailbox, Flow.Subscriber<? super T> subscriber, Executor executor) {
        this.mailbox = mailbox;
        this.subscriber = subscriber;
        this.executor = executor;
    }

    /** Subscribes in the calling thread; no other signal comes before that has returned. */
    void begin() {
        wakeUps.set(1);
        mailbox.listener(this::wake);
        try {
            subscriber.onSubscribe(this);
        } catch (Throwable e) {
            mailbox.discard();
            throw e;
        }
        mailbox.open();
        executor.execute(run);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            mailbox.reject(
                    new IllegalArgumentException("asked for " + n + " items; it must be at least one (rule 3.9)"));
        } else {
            mailbox.request(n);
        }
    }

    @Override
    public void cancel() {
        mailbox.discard();
    }

    private void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            executor.execute(run);
        }
    }

    private void run() {
        int seen = wakeUps.get();
        do {
            deliver();
            seen = wakeUps.addAndGet(-seen);
        } while (seen != 0);
    }

    private void deliver() {
        while (!finished) {
            Batch<T> items = batch;
            if (mailbox.dropped() || items == null || !items.hasNext()) {
                batch = mailbox.take();
                if (batch == null) {
                    if (mailbox.exhausted()) {
                        finish(mailbox.failure());
                    }
                    return;
                }
            } else if (!give(items)) {
                return;
            }
        }
    }

    /** Gives what is asked for of those items; false if more must be asked for first, or nothing is to come any more. */
    private boolean give(Batch<T> items) {
        while (items.hasNext() && !mailbox.dropped()) {
            if (!mailbox.isAskedBeyond(given)) {
                return false;
            }
            given++;
            try {
                subscriber.onNext(items.next());
            } catch (Throwable e) {
                finished = true;
                if (!mailbox.discarded()) {
                    mailbox.discard();
                    signalEnd(e);
                }
                return false;
            }
        }
        return true;
    }

    private void finish(@Nullable Throwable failure) {
        finished = true;
        if (!mailbox.discarded()) {
            signalEnd(failure);
        }
    }

    private void signalEnd(@Nullable Throwable failure) {
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }
}
