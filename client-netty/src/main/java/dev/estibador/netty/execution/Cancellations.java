package dev.estibador.netty.execution;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one rule for the end of a call: whoever completes its result, and however, ends what produces the result. */
public final class Cancellations {
    private Cancellations() {}

    /**
     * Cancels the source once the result is complete, whatever has completed it: {@code cancel}, {@code orTimeout},
     * {@code complete} of the user's, or the source itself, which has ended then and takes no notice.
     */
    public static void link(CompletableFuture<?> result, CompletableFuture<?> source) {
        link(result, () -> source.cancel(true));
    }

    /** As {@link CompletableFuture#handle}, but whoever completes the result cancels the source. */
    public static <T, R> CompletableFuture<R> handled(
            CompletableFuture<T> source,
            BiFunction<? super @Nullable T, ? super @Nullable Throwable, ? extends R> form) {
        CompletableFuture<R> result = new CompletableFuture<>();
        source.whenComplete((value, failure) -> {
            try {
                result.complete(form.apply(value, failure));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        link(result, source);
        return result;
    }

    /** As {@link CompletableFuture#thenApply}, but whoever completes the result cancels the source. */
    public static <T, R> CompletableFuture<R> mapped(
            CompletableFuture<T> source, Function<? super T, ? extends R> form) {
        CompletableFuture<R> result = new CompletableFuture<>();
        source.thenApply(form).whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
        link(result, source);
        return result;
    }

    /**
     * As {@link CompletableFuture#whenComplete}, for a step on the way to that result: what the step throws is the result.
     *
     * @return completes as the source does, after the step
     */
    public static <T> CompletableFuture<T> step(
            CompletableFuture<T> source,
            CompletableFuture<?> result,
            BiConsumer<? super @Nullable T, ? super @Nullable Throwable> step) {
        return source.whenComplete((value, failure) -> {
            try {
                step.accept(value, failure);
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
    }

    /** As {@link #link(CompletableFuture, CompletableFuture)}, for a source that has a method of its own for it. */
    public static void link(CompletableFuture<?> result, Runnable cancel) {
        result.whenComplete((value, failure) -> cancel.run());
    }
}
