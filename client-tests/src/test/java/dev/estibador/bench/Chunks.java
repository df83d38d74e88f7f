package dev.estibador.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The content of a chunked body, taken from as many chunks at a time as are in the buffer. */
final class Chunks extends InputStream {
    private final RawConnection connection;
    private int left;
    private boolean ended;

    Chunks(RawConnection connection) {
        this.connection = connection;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        ByteBuffer in = connection.in();
        int count = 0;
        while (count < length && !ended && (count == 0 || in.remaining() > RawConnection.SMALL)) {
            if (left == 0) {
                left = connection.chunk();
                ended = left == 0;
            }
            int some = Math.min(left, length - count);
            in.get(into, offset + count, some);
            count += some;
            left -= some;
            if (left == 0) {
                connection.chunkEnd();
            }
        }
        return count == 0 ? -1 : count;
    }
}
