package dev.estibador.stream;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A long job of the engine: ask for its {@link #result()}, or for the result while {@link #result(Consumer) looking on}
 * or {@linkplain #result(ProgressObserver) showing it}, or use it as the stream of its messages. A job that fails gives a
 * {@link dev.estibador.error.StreamFailedException} with the engine's message, also if its HTTP status was 200.
 */
public interface ProgressStream<R> extends EngineStream<Progress> {
    /** Runs the job to its end. Cancelling the future ends the job. */
    default CompletableFuture<R> result() {
        return result(progress -> {});
    }

    /** Runs the job to its end and gives each message to {@code onProgress}; if that throws, the job is cancelled. */
    CompletableFuture<R> result(Consumer<? super Progress> onProgress);

    /**
     * Runs the job to its end before an observer, such as a {@link TerminalProgress} or {@link ProgressTotals}, which has
     * seen the end once the future is complete.
     */
    default CompletableFuture<R> result(ProgressObserver observer) {
        CompletableFuture<R> job = result(observer::take);
        CompletableFuture<R> seen = new CompletableFuture<>();
        job.whenComplete((value, failure) -> {
            try {
                observer.ended(failure);
            } catch (RuntimeException | Error e) {
                seen.completeExceptionally(failure == null ? e : failure);
            }
            if (failure == null) {
                seen.complete(value);
            } else {
                seen.completeExceptionally(failure);
            }
        });
        seen.whenComplete(
                (value, failure) -> job.cancel(true)); // which has ended, unless somebody else completed this one
        return seen;
    }
}
