package dev.estibador.stream;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * What a process writes, frame by frame, or in one of the views below. Whichever is used first is the stream's one
 * consumer; all have the same back-pressure, and {@link #cancel()} ends them all.
 *
 * <p>A copy fails as the call does if the engine refuses it, and nothing is opened or written then. If it stops later, on
 * either side, it fails with a {@link dev.estibador.error.TransferFailedException}, which tells how much was written. Its
 * writes may block, one at a time on the executor, and while nothing comes it holds no thread. Cancelling its future cancels the
 * stream.
 */
public interface FrameStream extends EngineStream<OutputFrame> {
    /** The longest line of {@link #lines()} that comes whole, in bytes. */
    int LONGEST_LINE = 1 << 20;

    /** The lines, each source's for itself; one of more than {@link #LONGEST_LINE} bytes comes in marked parts. */
    default EngineStream<LogLine> lines() {
        return lines(LONGEST_LINE);
    }

    /**
     * The lines, put together from the pieces in which they come and without their line breaks (LF or CR LF). What comes
     * after the last line break is a line too. Bytes that are no UTF-8 become U+FFFD.
     *
     * @param maxBytes longer lines come in parts of at most that many bytes, cut between two characters; at least 4
     */
    EngineStream<LogLine> lines(int maxBytes);

    /** Writes both sources in the order of their arrival, and flushes whenever it has written what there was; does not close. */
    default CompletableFuture<OutputTransfer> copyTo(OutputStream target) {
        return copyTo(target, target);
    }

    /** Writes the two sources to a stream each. */
    CompletableFuture<OutputTransfer> copyTo(OutputStream stdout, OutputStream stderr);

    /** Writes both sources in the order of their arrival to a channel in blocking mode; does not close it. */
    CompletableFuture<OutputTransfer> copyTo(WritableByteChannel target);

    /**
     * Writes both sources in the order of their arrival to a file, which is opened once the engine has accepted the call,
     * and closed when the future completes.
     *
     * @param options as of {@link java.nio.file.Files#newOutputStream}: none to make the file or replace what it holds, {@code
     *     CREATE, APPEND} to add to it
     */
    CompletableFuture<OutputTransfer> copyTo(Path file, OpenOption... options);

    /**
     * Both sources in the order of their arrival. Reading blocks, and throws an {@link java.io.IOException} with the stream's
     * failure as its cause where there is one; closing cancels the stream. For one thread at a time.
     */
    InputStream asInputStream();

    /** One source; the other one is read and dropped. */
    InputStream asInputStream(StreamSource source);
}
