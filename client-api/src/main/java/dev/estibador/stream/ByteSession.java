package dev.estibador.stream;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

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

    /**
     * Writes all that the publisher gives, a few buffers at a time as the engine takes them, and completes when the last has
     * been handed to the operating system. The input stays open: {@link #closeInput()} ends it. A buffer that was given must
     * not change any more. The publisher is asked on the executor, and cancelled when this future is or when the session ends,
     * which is a {@link dev.estibador.error.ConnectionException}; where nobody reads what comes in, that end may go unnoticed.
     * A failure of the publisher is an {@link dev.estibador.error.UploadFailedException} and leaves the session as it is.
     */
    CompletableFuture<Void> writeAll(Flow.Publisher<ByteBuffer> bytes);

    /**
     * As {@link #writeAll(Flow.Publisher)}, with all that the stream has. It is read on a thread of the executor, which is
     * occupied while a read waits, also if the session ends meanwhile; what was read and not yet written is lost then. The stream
     * is not closed.
     */
    CompletableFuture<Void> writeAll(InputStream bytes);

    /** Ends our side after all that was written; what the engine sends goes on. Harmless twice. */
    CompletableFuture<Void> closeInput();

    /** Closes the connection. Harmless twice. */
    @Override
    void close();
}
