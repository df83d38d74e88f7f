package dev.estibador.netty.calls;

import dev.estibador.netty.files.Inputs;
import dev.estibador.netty.wire.ChunkPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an input stream has, as it comes. The stream stays open: it belongs to whoever made it. */
final class InputPieces implements ChunkPublisher.Chunks {
    private static final int LONGEST = 64 << 10;

    private final InputStream input;
    private final byte[] buffer = new byte[LONGEST];

    InputPieces(InputStream input) {
        this.input = input;
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        int count = Inputs.read(input, buffer, LONGEST);
        // a terminal gives a byte at a time, so a piece is not made longer than what it holds
        return count < 0 ? null : ByteBuffer.wrap(Arrays.copyOf(buffer, count));
    }

    @Override
    public void close() {}
}
