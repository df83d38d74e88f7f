package dev.estibador.netty.calls;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What to cancel when a call of several steps is cancelled: the step that is under way, or the next to begin. */
final class Cancellation {
    private @Nullable CompletableFuture<?> step;
    private boolean cancelled;

    /** This is the step now. */
    <T> CompletableFuture<T> during(CompletableFuture<T> next) {
        boolean late;
        synchronized (this) {
            step = next;
            late = cancelled;
        }
        if (late) {
            next.cancel(true);
        }
        return next;
    }

    void cancel() {
        CompletableFuture<?> now;
        synchronized (this) {
            cancelled = true;
            now = step;
        }
        if (now != null) {
            now.cancel(true);
        }
    }
}
