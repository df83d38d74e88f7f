package dev.estibador.netty.calls;

import dev.estibador.netty.wire.ChunkPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What an input stream has, as it comes. The stream stays open: it belongs to whoever made it. */
final class InputPieces implements ChunkPublisher.Chunks {
    private static final int LONGEST = 64 << 10;

    private final InputStream input;

    InputPieces(InputStream input) {
        this.input = input;
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        byte[] piece = new byte[LONGEST];
        int count = input.read(piece);
        return count < 0 ? null : ByteBuffer.wrap(piece, 0, count);
    }

    @Override
    public void close() {}
}
