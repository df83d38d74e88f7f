package dev.estibador.netty.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Lets all connections of an I/O thread be read into one buffer, since what a read brought is taken out of it before the
 * next one. A connection whose handlers keep what was read (an incomplete WebSocket frame) takes the buffer from the
 * others for that long; they are read into new ones meanwhile.
 */
final class ThreadReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    /** Bytes that a read may bring. */
    private static final int SIZE = 256 << 10;

    private static final int WITHOUT = 16 << 10;

    /** Not watched for leaks: it is released with its thread, and a sample of each of so many uses would cost most. */
    private static final ByteBufAllocator UNWATCHED = new UnpooledByteBufAllocator(true, true);

    private static final FastThreadLocal<ByteBuf> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected ByteBuf initialValue() {
            return UNWATCHED.directBuffer(SIZE, SIZE);
        }

        @Override
        protected void onRemoval(ByteBuf buffer) {
            buffer.release();
        }
    };

    ThreadReadBuffer() {
        super(1);
    }

    @Override
    @SuppressWarnings("deprecation") // the only one that the channels know how to use
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator otherwise) {
                ByteBuf own = OF_THREAD.get();
                return own.refCnt() == 1 ? own.clear().retain() : otherwise.ioBuffer(WITHOUT);
            }

            @Override
            public int guess() {
                return SIZE;
            }
        };
    }
}
