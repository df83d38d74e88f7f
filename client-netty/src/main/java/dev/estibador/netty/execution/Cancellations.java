package dev.estibador.netty.execution;

import java.util.concurrent.CompletableFuture;

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

    /** As {@link #link(CompletableFuture, CompletableFuture)}, for a source that has a method of its own for it. */
    public static void link(CompletableFuture<?> result, Runnable cancel) {
        result.whenComplete((value, failure) -> cancel.run());
    }
}
