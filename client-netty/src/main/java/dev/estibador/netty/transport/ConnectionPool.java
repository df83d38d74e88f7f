package dev.estibador.netty.transport;

import dev.estibador.error.ConnectionException;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections for short calls: at most {@link #MAX_OPEN} at a time, beyond which calls queue in order; at most
 * {@link #MAX_IDLE} are kept while there is nothing to do, each for {@link #IDLE_SECONDS}.
 */
final class ConnectionPool {
    static final int MAX_OPEN = 64;
    static final int MAX_IDLE = 6;
    static final int IDLE_SECONDS = 30;

    private record Waiting(
            CompletableFuture<HttpConnection> connection, Supplier<CompletableFuture<HttpConnection>> connect) {}

    private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private int open;
    private boolean closed;

    /** A connection of its own for a while: an idle one, a new one, or the first that is given back. */
    CompletableFuture<HttpConnection> acquire(Supplier<CompletableFuture<HttpConnection>> connect) {
        CompletableFuture<HttpConnection> result = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new ConnectionException(null, "the client is closed", null));
            }
            HttpConnection ready = pollIdle();
            if (ready != null) {
                return CompletableFuture.completedFuture(ready);
            }
            if (open >= MAX_OPEN) {
                queue.add(new Waiting(result, connect));
                return result;
            }
            open++;
        }
        fill(result, connect);
        return result;
    }

    private @Nullable HttpConnection pollIdle() {
        for (HttpConnection next = idle.pollLast(); next != null; next = idle.pollLast()) {
            if (next.active()) {
                return next;
            }
        }
        return null;
    }

    private void fill(CompletableFuture<HttpConnection> result, Supplier<CompletableFuture<HttpConnection>> connect) {
        CompletableFuture<HttpConnection> made = connect.get();
        result.whenComplete((connection, e) -> {
            if (result.isCancelled()) {
                made.cancel(true);
            }
        });
        made.whenComplete((connection, e) -> {
            if (connection == null) {
                lost();
                result.completeExceptionally(e == null ? new IllegalStateException("no connection") : e);
            } else if (!result.complete(connection)) {
                free(connection);
            }
        });
    }

    /** A connection can carry another exchange. */
    void free(HttpConnection connection) {
        while (true) {
            Waiting next;
            synchronized (this) {
                next = queue.poll();
                if (next == null && !closed && idle.size() < MAX_IDLE) {
                    idle.addLast(connection);
                    expire(connection);
                    return;
                }
            }
            if (next == null) {
                connection.close();
                return;
            }
            if (next.connection().complete(connection)) {
                return;
            }
        }
    }

    private void expire(HttpConnection connection) {
        EventLoop loop = connection.eventLoop();
        long since = connection.served();
        loop.schedule(
                () -> {
                    boolean expired;
                    synchronized (this) {
                        expired = connection.served() == since && idle.remove(connection);
                    }
                    if (expired) {
                        connection.close();
                    }
                },
                IDLE_SECONDS,
                TimeUnit.SECONDS);
    }

    /** One of the open connections is gone; the first in the queue may open another. */
    void lost() {
        Waiting next;
        synchronized (this) {
            do {
                next = queue.poll();
            } while (next != null && next.connection().isDone());
            if (next == null) {
                open--;
            }
        }
        if (next != null) {
            fill(next.connection(), next.connect());
        }
    }

    /** Refuses whoever waits and whoever comes; connections are closed by their owner. */
    void close() {
        ArrayDeque<Waiting> refused;
        synchronized (this) {
            closed = true;
            idle.clear();
            refused = new ArrayDeque<>(queue);
            queue.clear();
        }
        refused.forEach(waiting -> waiting.connection()
                .completeExceptionally(new ConnectionException(null, "the client was closed", null)));
    }
}
