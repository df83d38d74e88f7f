package dev.estibador.netty.calls;

import dev.estibador.netty.wire.ChunkPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A user's stream, piece by piece. */
final class InputChunks implements ChunkPublisher.Chunks {
    private static final int SIZE = 64 << 10;

    private final InputStream bytes;

    InputChunks(InputStream bytes) {
        this.bytes = bytes;
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        byte[] piece = new byte[SIZE];
        int count = bytes.read(piece);
        if (count == 0) {
            // which a stream should not say; this waits for a byte
            int one = bytes.read();
            piece[0] = (byte) one;
            count = one < 0 ? -1 : 1;
        }
        return count < 0 ? null : ByteBuffer.wrap(piece, 0, count);
    }

    /** Closing ends the wait of most streams. */
    @Override
    public void abort() {
        close();
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException | RuntimeException e) {
            // all that was wanted of it has been read, or nothing more is
        }
    }
}
