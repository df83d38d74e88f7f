package dev.estibador.netty.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a process writes, taken without waiting; only its beginning is kept. */
final class Output {
    private static final int PIECE = 1 << 16;

    private final InputStream from;
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean tooLong;

    /** @param most so many bytes are kept */
    Output(InputStream from, int most) {
        this.from = from;
        this.most = most;
    }

    /** Takes a piece of what has been written; false if there was nothing. */
    boolean take() throws IOException {
        byte[] piece = from.readNBytes(Math.min(from.available(), PIECE));
        int room = most - kept.size();
        kept.write(piece, 0, Math.min(piece.length, room));
        tooLong |= piece.length > room;
        return piece.length > 0;
    }

    boolean isTooLong() {
        return tooLong;
    }

    byte[] bytes() {
        return kept.toByteArray();
    }

    String text() {
        return kept.toString(StandardCharsets.UTF_8).strip();
    }
}
