package dev.estibador.netty.wire;

import dev.estibador.error.InterruptedCallException;
import dev.estibador.stream.Iteration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;

/** Takes from a mailbox in the reading thread itself, so that it needs no thread of the executor's. */
final class MailboxIteration<T> implements Iteration<T> {
    private static final int BATCH = 1024;

    private final Mailbox<T> mailbox;
    private final ArrayDeque<T> taken = new ArrayDeque<>();
    private final Iterator<T> iterator = new Iterator<>() {
        @Override
        public boolean hasNext() {
            return fetched();
        }

        @Override
        public T next() {
            if (!fetched()) {
                throw new NoSuchElementException("the stream has ended");
            }
            return taken.remove();
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
        return !taken.isEmpty() || await(timeout.toNanos());
    }

    private boolean await(long nanos) {
        try {
            return mailbox.await(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(e);
        }
    }

    private boolean fetched() {
        while (taken.isEmpty()) {
            await(Long.MAX_VALUE);
            taken.addAll(mailbox.take(BATCH));
            if (taken.isEmpty() && mailbox.exhausted()) {
                Throwable failure = mailbox.failure();
                if (failure == null) {
                    return false;
                }
                throw thrown(failure);
            }
        }
        return true;
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new CompletionException(failure);
    }

    @Override
    public void close() {
        mailbox.discard();
    }
}
