package dev.estibador.stream;

import dev.estibador.error.DockerException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.InterruptedCallException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for an asynchronous call: for virtual threads, scripts and tests. */
public final class Blocking {
    private Blocking() {}

    /**
     * The stage's value. Throws its {@link DockerException} (or other unchecked exception) itself, unwrapped; a checked
     * one comes as the cause of a {@link CompletionException}. An interrupt ends the wait with an
     * {@link InterruptedCallException} and is kept; the call goes on.
     */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(e);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    /** As {@link #await(CompletionStage)}, for at most that long; then an {@link EngineTimeoutException}, and the call goes on. */
    public static <T> T await(CompletionStage<T> stage, Duration timeout) {
        Future<T> future = stage.toCompletableFuture();
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(e);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new EngineTimeoutException(null, "no answer within " + timeout + "; the call still runs", e);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }
}
