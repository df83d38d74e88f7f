package dev.estibador.netty.archive;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers outside of the heap, into which files are read and from which sockets are written without a copy between. To make
 * one costs more than to fill it, so that those which have been sent are used again. Safe for all threads.
 */
final class SpareBuffers {
    /** Bytes that each holds. */
    static final int SIZE = 512 * 1024;

    private static final int SMALL = 64 * 1024;

    /** As many as are ever on their way at a time. */
    private static final int MOST = 8;

    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();

    /** One for what is left of a file: a small rest is not worth one outside of the heap. */
    ByteBuffer take(long left) {
        return left < SMALL ? ByteBuffer.allocate((int) left) : take();
    }

    ByteBuffer take() {
        ByteBuffer next;
        synchronized (this) {
            next = spare.pollLast();
        }
        return next == null ? ByteBuffer.allocateDirect(SIZE) : next.clear();
    }

    /** What is done with; a buffer from elsewhere is not kept. */
    synchronized void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect() && buffer.capacity() == SIZE && spare.size() < MOST) {
            spare.addLast(buffer);
        }
    }
}
