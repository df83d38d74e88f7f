package dev.estibador.netty.archive;

import dev.estibador.common.FileSet.StreamedFile;
import dev.estibador.netty.files.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream of the caller's while it is sent. One that has more or less than was announced fails, by name. */
final class OpenStream implements OpenContent {
    private static final int PIECE = 32 * 1024;

    private final StreamedFile file;
    private final InputStream stream;
    private final byte[] piece;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long unread;

    private OpenStream(StreamedFile file, InputStream stream) {
        this.file = file;
        this.stream = stream;
        this.piece = new byte[(int) Math.min(PIECE, Math.max(1, file.size()))];
        this.unread = file.size();
    }

    static OpenStream open(StreamedFile file) throws IOException {
        try {
            return new OpenStream(file, Objects.requireNonNull(file.content().open(), "the opener returned null"));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public long unread() {
        return unread;
    }

    @Override
    public void read(ByteBuffer buffer) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), unread));
        int count = streamRead(Math.min(piece.length, buffer.limit()));
        if (count < 0) {
            throw new IOException("The stream for '" + file.name() + "' ended after " + (file.size() - unread) + " of "
                    + file.size() + " bytes");
        }
        while (count > 0) {
            buffer.put(piece, 0, count);
            unread -= count;
            // what is there already is worth no piece of its own
            int more = Math.min(piece.length, buffer.remaining());
            count = more > 0 && hasMore() ? streamRead(more) : 0;
        }
        buffer.flip();
    }

    @Override
    public void verify() throws IOException {
        if (streamRead(1) > 0) {
            throw new IOException(String.format(
                    Locale.ROOT, "The stream for '%s' has more than the %d bytes announced", file.name(), file.size()));
        }
    }

    /** Also from another thread, so that one that waits in a read is freed: most streams fail it then. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            stream.close();
        } catch (IOException ignored) {
            // Nothing was written, so that there is nothing to lose.
        }
    }

    private boolean hasMore() throws IOException {
        try {
            return stream.available() > 0;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private int streamRead(int most) throws IOException {
        try {
            return Inputs.read(stream, piece, most);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(StreamedFile file, IOException failure) {
        return new IOException(
                String.format(Locale.ROOT, "The stream for '%s' cannot be read: %s", file.name(), failure), failure);
    }
}
