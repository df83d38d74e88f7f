package dev.estibador.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A piece of a process's output, as the engine framed it: commonly one write of the process, and for logs one line or
 * 16 KiB of a longer one. It owns its bytes: keep it for as long as you like.
 */
public final class OutputFrame {
    private final StreamSource source;
    private final byte[] bytes;
    private final boolean partial;

    /**
     * A frame of those bytes, which the caller must not change any more.
     *
     * @param partial true if the same frame of the engine goes on in the next one
     */
    public OutputFrame(StreamSource source, byte[] bytes, boolean partial) {
        this.source = source;
        this.bytes = bytes;
        this.partial = partial;
    }

    public StreamSource source() {
        return source;
    }

    /** The payload, read-only; each call gives a view of its own with position 0. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    public int size() {
        return bytes.length;
    }

    /**
     * True if this is not the last part of a frame that was too long to be given whole (more than 1 MiB). Only such
     * frames are ever cut.
     */
    public boolean partial() {
        return partial;
    }

    /** The payload as UTF-8. A character that the process wrote in two pieces is not mended here. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "OutputFrame[" + source + ", " + size() + " bytes" + (partial ? ", partial]" : "]");
    }
}
