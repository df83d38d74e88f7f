package dev.estibador.netty.wire;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;

/** Buffers, one after another, as a stream. */
public final class IterationInput extends InputStream {
    private final Iterator<ByteBuffer> buffers;
    private ByteBuffer current = ByteBuffer.allocate(0);

    public IterationInput(Iterator<ByteBuffer> buffers) {
        this.buffers = buffers;
    }

    private boolean ready() {
        while (!current.hasRemaining() && buffers.hasNext()) {
            current = buffers.next();
        }
        return current.hasRemaining();
    }

    @Override
    public int read() {
        return ready() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return current.remaining();
    }
}
