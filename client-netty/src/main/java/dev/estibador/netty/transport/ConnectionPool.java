package dev.estibador.netty.transport;

import dev.estibador.error.ConnectionException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connections for short calls: at most {@link #MAX_OPEN} at a time, beyond which calls queue in order. While there is
 * nothing to do, {@link #FEW} are kept for {@link #IDLE_SECONDS}, and others for {@link #MORE_SECONDS}: who makes many
 * calls at a time commonly makes the next as soon as one has ended.
 */
final class ConnectionPool {
    static final int MAX_OPEN = 64;
    static final int FEW = 6;
    static final int IDLE_SECONDS = 30;
    static final int MORE_SECONDS = 1;

    private final Consumer<Exchange> connect;
    private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Exchange> queue = new ArrayDeque<>();
    private int open;
    private boolean closed;

    /** @param connect makes a connection for an exchange, and tells {@link #lost} if that fails or when it is closed */
    ConnectionPool(Consumer<Exchange> connect) {
        this.connect = connect;
    }

    /** Lets an idle connection carry the exchange, or a new one, or the first that is given back. */
    void carry(Exchange exchange) {
        HttpConnection ready;
        synchronized (this) {
            ready = closed ? null : pollIdle();
            if (ready == null && !closed) {
                if (open >= MAX_OPEN) {
                    queue.add(exchange);
                    return;
                }
                open++;
            }
        }
        if (ready != null) {
            ready.carry(exchange);
        } else {
            connect.accept(exchange);
        }
    }

    private @Nullable HttpConnection pollIdle() {
        for (HttpConnection next = idle.pollLast(); next != null; next = idle.pollLast()) {
            if (next.active()) {
                return next;
            }
        }
        return null;
    }

    private @Nullable Exchange pollQueue() {
        Exchange next = queue.poll();
        while (next != null && next.isDone()) {
            next = queue.poll();
        }
        return next;
    }

    /** A connection can carry another exchange; called on its event loop. */
    void free(HttpConnection connection) {
        Exchange next;
        int others;
        synchronized (this) {
            next = pollQueue();
            others = idle.size();
            if (next == null && !closed) {
                idle.addLast(connection);
            }
        }
        if (next != null) {
            connection.carry(next);
        } else {
            int seconds = others < FEW ? IDLE_SECONDS : MORE_SECONDS;
            connection.deadline().set(TimeUnit.SECONDS.toNanos(seconds), () -> expire(connection));
        }
    }

    private void expire(HttpConnection connection) {
        boolean expired;
        synchronized (this) {
            expired = idle.remove(connection);
        }
        if (expired) {
            connection.close();
        }
    }

    /** One of the open connections is gone; the first in the queue may open another. */
    void lost() {
        Exchange next;
        synchronized (this) {
            next = pollQueue();
            if (next == null) {
                open--;
            }
        }
        if (next != null) {
            connect.accept(next);
        }
    }

    /** Refuses whoever waits and whoever comes; connections are closed by their owner. */
    void close() {
        ArrayDeque<Exchange> refused;
        synchronized (this) {
            closed = true;
            idle.clear();
            refused = new ArrayDeque<>(queue);
            queue.clear();
        }
        refused.forEach(
                waiting -> waiting.completeExceptionally(new ConnectionException(null, "the client was closed", null)));
    }
}
