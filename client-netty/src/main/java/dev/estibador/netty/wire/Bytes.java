package dev.estibador.netty.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Arrays of bytes that are not zeroed before they are filled, and grow no further than they may. */
public final class Bytes {
    private Bytes() {}

    /** What stands there in the buffer, as an array of its own. */
    static byte[] copy(ByteBuffer from, int start, int length) {
        if (from.hasArray()) {
            int offset = from.arrayOffset() + start;
            return Arrays.copyOfRange(from.array(), offset, offset + length);
        }
        byte[] copy = new byte[length];
        from.get(start, copy);
        return copy;
    }

    /** The same array if it holds {@code least} bytes, else a copy with room for twice as many, but at most {@code most}. */
    public static byte[] withRoom(byte[] bytes, int least, int most) {
        return least <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.max(least, (int) Math.min(bytes.length * 2L, most)));
    }
}
