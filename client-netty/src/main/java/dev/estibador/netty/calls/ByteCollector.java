package dev.estibador.netty.calls;

import dev.estibador.error.ReplyTooLargeException;
import dev.estibador.netty.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Puts a body together, up to a limit. Most come in one piece, which is copied once. */
final class ByteCollector {
    private static final byte[] NOTHING = {};

    private final String call;
    private final int limit;
    private byte[] bytes = NOTHING;
    private int length;

    ByteCollector(String call, int limit) {
        this.call = call;
        this.limit = limit;
    }

    void add(ByteBuffer lent) {
        int more = lent.remaining();
        if (more > limit - length) {
            throw new ReplyTooLargeException(call, limit);
        }
        bytes = Bytes.withRoom(bytes, length + more, limit);
        lent.get(bytes, length, more);
        length += more;
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
