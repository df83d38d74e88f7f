package dev.estibador.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A conversation with a process: its output, and its input. The two sides end independently: {@link #closeInput()} is
 * the process's end of file, while its output goes on until the process closes it.
 */
public interface AttachSession extends AutoCloseable {
    /**
     * What the process writes. If nobody reads, the process is held up as soon as the buffers between are full. On a
     * terminal all of it counts as {@link StreamSource#STDOUT}.
     */
    FrameStream output();

    /**
     * Sends bytes to the process's standard input. Completes when they have been handed to the operating system; until
     * then the buffer must not change. Waiting for it is the back-pressure. Fails with a
     * {@link dev.estibador.error.ConnectionException} once the process has gone, and with an
     * {@link IllegalStateException} after {@link #closeInput()}.
     */
    CompletableFuture<Void> write(ByteBuffer bytes);

    /** Sends text as UTF-8. */
    default CompletableFuture<Void> write(String text) {
        return write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Ends the input after all that was written; the process reads an end of file. Harmless twice. */
    CompletableFuture<Void> closeInput();

    /** Tells the process's terminal its size, in characters. */
    CompletableFuture<Void> resize(int rows, int columns);

    /** Closes the connection: the session ends, the process goes on. Harmless twice. */
    @Override
    void close();
}
