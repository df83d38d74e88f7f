package dev.estibador.stream;

import dev.estibador.error.DockerException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.InterruptedCallException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for asynchronous calls: for virtual threads, scripts and tests.
 *
 * <p>A {@link DockerException} is thrown as a copy whose stack trace begins with the frames of the waiting thread
 * ({@link DockerException#atCaller}). Other exceptions, such as one that a callback has thrown, are thrown themselves, or as the
 * cause of a {@link CompletionException} if they are checked; among their suppressed ones is one with the frames of the waiting
 * thread.
 */
public final class Blocking {
    /** An exception that many threads wait for has the places of the first ones. */
    private static final int MOST_WAITERS = 8;

    private Blocking() {}

    /**
     * Returns the stage's value. If the waiting thread is interrupted, cancels the stage, which ends the call, and throws an
     * {@link InterruptedCallException}; the interrupt status is set again.
     */
    public static <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted(future, e);
        } catch (CancellationException e) {
            throw cancelled(e);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * Returns the stage's value, as {@link #await(CompletionStage)} does, within that time. After it, cancels the stage, which
     * ends the call, and throws an {@link EngineTimeoutException}.
     */
    public static <T> T await(CompletionStage<T> stage, Duration timeout) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(future, e);
        } catch (CancellationException e) {
            throw cancelled(e);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            if (!future.cancel(true) && !future.isCancelled()) {
                return await(future); // it has ended in this very moment
            }
            throw new EngineTimeoutException(null, "no answer within " + timeout + "; the call was cancelled", e);
        }
    }

    /** As many as there can be: some 292 years for what is longer. */
    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException e) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    private static CancellationException cancelled(CancellationException inItsThread) {
        CancellationException here = new CancellationException(inItsThread.getMessage());
        here.initCause(inItsThread);
        return here;
    }

    private static InterruptedCallException interrupted(CompletableFuture<?> future, InterruptedException cause) {
        future.cancel(true);
        Thread.currentThread().interrupt();
        return new InterruptedCallException(cause);
    }

    private static RuntimeException unchecked(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof DockerException own) {
            return own.atCaller();
        }
        if (cause.getSuppressed().length < MOST_WAITERS) {
            cause.addSuppressed(new WaitedHere());
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }

    /** Where an exception was waited for that is not ours to copy. */
    private static final class WaitedHere extends Exception {
        private static final long serialVersionUID = 1;

        WaitedHere() {
            super("waited for here");
        }
    }
}
