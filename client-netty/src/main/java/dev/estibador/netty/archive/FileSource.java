package dev.estibador.netty.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file on disk, piece by piece. One that changes while it is read is an {@link IOException} that names it. */
public final class FileSource implements AutoCloseable {
    private final Path path;
    private final SpareBuffers buffers = new SpareBuffers();
    private @Nullable OpenFile file;
    private boolean closed;

    /** Nothing is read before the first {@link #next}. */
    public FileSource(Path path) {
        this.path = path;
    }

    /**
     * The next part of the file, of {@value SpareBuffers#SIZE} bytes or less, null after the last. It belongs to the caller,
     * who may {@linkplain #giveBack give it back}.
     */
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
        ByteBuffer piece = buffers.take(open.unread());
        open.read(piece);
        return piece;
    }

    /** Takes back a part that is done with, as it was given, for another one. */
    public void giveBack(ByteBuffer part) {
        buffers.giveBack(part);
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
