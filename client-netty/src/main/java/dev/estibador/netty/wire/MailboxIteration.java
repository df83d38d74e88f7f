package dev.estibador.netty.wire;

import dev.estibador.error.InterruptedCallException;
import dev.estibador.stream.Blocking;
import dev.estibador.stream.Iteration;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes from a mailbox in the reading thread itself, so that it needs no thread of the executor's. */
final class MailboxIteration<T> implements Iteration<T> {
    private final Mailbox<T> mailbox;
    private @Nullable Batch<T> batch;
    private final Iterator<T> iterator = new Iterator<>() {
        @Override
        public boolean hasNext() {
            return ready() != null;
        }

        @Override
        public T next() {
            Batch<T> items = ready();
            if (items == null) {
                throw new NoSuchElementException("the stream has ended");
            }
            return items.next();
        }
    };

    MailboxIteration(Mailbox<T> mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public Iterator<T> iterator() {
        return iterator;
    }

    @Override
    public boolean await(Duration timeout) {
        return waiting() != null || take() != null || await(timeout.toNanos());
    }

    private boolean await(long nanos) {
        try {
            return mailbox.await(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(e);
        }
    }

    /** What was taken and not yet given. */
    private @Nullable Batch<T> waiting() {
        Batch<T> items = batch;
        return items != null && items.hasNext() && !mailbox.dropped() ? items : null;
    }

    /** Items of which there is a next, waiting for them if need be; null at the end. */
    private @Nullable Batch<T> ready() {
        Batch<T> items = waiting();
        while (items == null) {
            items = take();
            if (items == null && mailbox.exhausted()) {
                Throwable failure = mailbox.failure();
                if (failure == null) {
                    return null;
                }
                throw thrown(failure);
            }
            if (items == null) {
                await(Long.MAX_VALUE);
            }
        }
        return items;
    }

    /** Before any wait, since what was taken before counts as held, and may be so much that nothing more is read. */
    private @Nullable Batch<T> take() {
        batch = mailbox.take();
        return batch;
    }

    /** Throws it as whoever waits for a value has it thrown, with the frames of the calling thread. */
    private static IllegalStateException thrown(Throwable failure) {
        Blocking.await(CompletableFuture.failedFuture(failure));
        return new IllegalStateException(failure);
    }

    @Override
    public void close() {
        mailbox.discard();
    }
}
