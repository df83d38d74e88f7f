package dev.estibador.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A connection that the engine has handed over, in a protocol that is the caller's to speak. */
public interface ByteSession extends AutoCloseable {
    /** What the engine sends, in buffers that are yours. */
    EngineStream<ByteBuffer> bytes();

    /**
     * Sends bytes. Completes when they have been handed to the operating system; until then the buffer must not change.
     * Fails with a {@link dev.estibador.error.ConnectionException} once the engine has gone, and with an
     * {@link IllegalStateException} after {@link #closeInput()}.
     */
    CompletableFuture<Void> write(ByteBuffer bytes);

    /** Ends our side after all that was written; what the engine sends goes on. Harmless twice. */
    CompletableFuture<Void> closeInput();

    /** Closes the connection. Harmless twice. */
    @Override
    void close();
}
