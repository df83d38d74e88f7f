package dev.estibador.stream;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Files of a container or an image as a tar archive, in buffers that are yours. The engine holds a container's lock until the
 * archive is read to its end or closed: read on, or {@link #cancel}.
 */
public interface ArchiveStream extends EngineStream<ByteBuffer> {
    /**
     * Writes the files below {@code directory}, which is made where it is missing, with their modes and times; existing
     * files are replaced. Entries that would leave the directory fail the future, as does anything that cannot be
     * written. Occupies one thread of the executor until it is done.
     */
    CompletableFuture<Void> extractTo(Path directory);

    /**
     * Writes the archive itself to {@code target} and flushes it; does not close it. Gives the number of bytes. Occupies one thread of the
     * executor while it writes.
     */
    CompletableFuture<Long> copyTo(OutputStream target);

    /**
     * Writes the archive itself to a file, which is opened once the engine has accepted the call, and closed when the future completes. Gives
     * the number of bytes. What came before a failure stays in the file.
     *
     * @param options as of {@link java.nio.file.Files#newOutputStream}: none to make the file or replace what it holds
     */
    CompletableFuture<Long> copyTo(Path file, OpenOption... options);

    /**
     * The archive's bytes. Reading blocks, and throws an {@link java.io.IOException} with the stream's failure as its cause where
     * there is one; closing cancels the stream. For one thread at a time.
     */
    InputStream asInputStream();
}
