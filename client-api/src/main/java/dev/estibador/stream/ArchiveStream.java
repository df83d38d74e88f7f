package dev.estibador.stream;

import java.nio.ByteBuffer;
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
}
