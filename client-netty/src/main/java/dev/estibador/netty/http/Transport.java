package dev.estibador.netty.http;

import java.util.concurrent.CompletableFuture;

/**
 * Carries HTTP calls to one engine. Futures and publishers may signal on I/O threads, so whoever listens must be quick.
 * They fail with a {@link dev.estibador.error.DockerException}. Cancelling a future, or a body's subscription, closes
 * the connection.
 */
public interface Transport extends AutoCloseable {
    /** Sends a call; completes with the reply's head, whatever its status. The body must be read or cancelled. */
    CompletableFuture<HttpReply> exchange(HttpCall call);

    /**
     * Sends a call that asks for a raw connection. With status 101 or 200 the connection is the caller's, in both
     * directions; with any other the reply is an ordinary one, and writing fails.
     */
    CompletableFuture<DuplexBytes> upgrade(HttpCall call);

    /**
     * Runs what is short: on an I/O thread when it has read from all connections that had something to be read, on any other
     * thread at once.
     */
    void afterReading(Runnable action);

    /** Whether the calling thread is one of the transport's own, on which no user code may run. */
    boolean isIoThread();

    /** Fails all that still runs, then frees connections and threads. Harmless twice. */
    @Override
    void close();
}
