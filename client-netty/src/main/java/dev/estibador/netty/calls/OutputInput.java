package dev.estibador.netty.calls;

import dev.estibador.stream.Iteration;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of frames, one after another. One read takes what is there, over the borders of frames, and waits only for nothing. */
final class OutputInput extends InputStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Iteration<List<OutputFrame>> batches;
    private final @Nullable StreamSource source;
    private Iterator<OutputFrame> batch = Collections.emptyIterator();
    private ByteBuffer current = NOTHING;
    private volatile boolean closed;

    /** @param source whose bytes; null for all */
    OutputInput(Iteration<List<OutputFrame>> batches, @Nullable StreamSource source) {
        this.batches = batches;
        this.source = source;
    }

    /** True if there is a byte at hand, without waiting. */
    private boolean isReady() {
        while (!current.hasRemaining() && batch.hasNext()) {
            OutputFrame frame = batch.next();
            current = source == null || frame.source() == source ? frame.bytes() : NOTHING;
        }
        return current.hasRemaining();
    }

    /** Waits for a byte; false at the end. */
    private boolean await() throws IOException {
        while (!isReady()) {
            boolean more;
            try {
                more = batches.iterator().hasNext();
            } catch (RuntimeException e) {
                throw new IOException(e.getMessage(), e);
            }
            if (closed) {
                throw new IOException("this stream is closed");
            }
            if (!more) {
                return false;
            }
            batch = batches.iterator().next().iterator();
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        return await() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!await()) {
            return -1;
        }
        int count = 0;
        while (count < length && isReady()) {
            int some = Math.min(length - count, current.remaining());
            current.get(target, offset + count, some);
            count += some;
        }
        return count;
    }

    @Override
    public int available() {
        return isReady() ? current.remaining() : 0;
    }

    @Override
    public void close() {
        closed = true;
        batches.close();
    }
}
