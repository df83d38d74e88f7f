package dev.estibador.stream;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

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
     * {@link IllegalStateException} after {@link #closeInput()}, and at once where the session or the process has no input.
     * Completing this future from outside does not take the bytes back.
     */
    CompletableFuture<Void> write(ByteBuffer bytes);

    /** Sends text as UTF-8. */
    default CompletableFuture<Void> write(String text) {
        return write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes all that the publisher gives, a few buffers at a time as the process takes them, and completes when the last has
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

    /**
     * Ends the input after all that was written; the process reads an end of file. Harmless twice.
     *
     * <p>An engine passes the end on for a command ({@code execs()}) without a terminal, and for a container without a terminal
     * that was created with {@code stdinOnce(true)}. In all other cases it would end the output of this session at once, while the
     * process runs on: this method then does nothing and fails with an {@link IllegalStateException}, where the client could
     * find it out when it attached. On a terminal, write the end-of-file character ({@code "\u0004"}) instead.
     */
    CompletableFuture<Void> closeInput();

    /** Tells the process's terminal its size, in characters. */
    CompletableFuture<Void> resize(int rows, int columns);

    /** Closes the connection: the session ends, the process goes on. Harmless twice. */
    @Override
    void close();
}
