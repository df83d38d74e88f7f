package dev.estibador.netty.calls;

import dev.estibador.error.ConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Where calls wait before they try again, none of which outlives the client. */
final class Pauses {
    /** The ends of the pauses that last. */
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /** Completes after that time, on a thread that must not be held up; fails if the client is closed. */
    CompletableFuture<Void> pause(Duration length) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        Runnable end = () -> pause.completeExceptionally(new ConnectionException(null, "the client was closed", null));
        waiting.add(end);
        pause.whenComplete((nothing, e) -> waiting.remove(end));
        if (closed) {
            end.run();
        }
        return pause.completeOnTimeout(null, length.toNanos(), TimeUnit.NANOSECONDS);
    }

    void close() {
        closed = true;
        waiting.forEach(Runnable::run);
    }
}
