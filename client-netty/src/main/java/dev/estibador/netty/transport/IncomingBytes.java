package dev.estibador.netty.transport;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;

/**
 * What a read brought, as an array. Heads, chunks and frames are looked for byte by byte and copied in small pieces, which
 * an array does several times as fast as memory outside the heap; one copy in one piece to get there costs less.
 */
final class IncomingBytes {
    private static final FastThreadLocal<ByteBuffer> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected ByteBuffer initialValue() {
            return ByteBuffer.allocate(0);
        }
    };

    private IncomingBytes() {}

    /** Copies and releases the buffer; what is returned is lent until the next call of this thread. */
    static ByteBuffer lent(ByteBuf read) {
        try {
            int count = read.readableBytes();
            ByteBuffer bytes = OF_THREAD.get();
            if (bytes.capacity() < count) {
                bytes = ByteBuffer.allocate(count);
                OF_THREAD.set(bytes);
            }
            bytes.clear().limit(count);
            read.readBytes(bytes);
            return bytes.flip();
        } finally {
            read.release();
        }
    }
}
