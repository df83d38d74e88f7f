package dev.estibador.netty.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file on disk, piece by piece. One that changes while it is read is an {@link IOException} that names it. */
public final class FileSource implements AutoCloseable {
    private final Path path;
    private @Nullable OpenFile file;
    private boolean closed;

    /** Nothing is read before the first {@link #next}. */
    public FileSource(Path path) {
        this.path = path;
    }

    /** The next 64 KiB of the file, less at its end, null after that; it belongs to the caller. */
    public synchronized @Nullable ByteBuffer next() throws IOException {
        if (closed) {
            throw new IOException("'" + path + "' is closed");
        }
        OpenFile open = file;
        if (open == null) {
            open = OpenFile.open(path, DiskPath.facts(path));
            file = open;
        }
        if (open.unread() == 0) {
            open.verify();
            return null;
        }
        ByteBuffer piece = ByteBuffer.allocate(TarWriter.CHUNK);
        open.read(piece);
        return piece;
    }

    /** Twice is harmless. */
    @Override
    public synchronized void close() {
        closed = true;
        if (file != null) {
            file.close();
        }
    }
}
