package dev.estibador.netty.calls;

import dev.estibador.netty.wire.IterationInput;
import dev.estibador.stream.Iteration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of an archive, which is no longer read when this is closed. */
final class ArchiveInput extends InputStream {
    private final Iteration<ByteBuffer> content;
    private final IterationInput bytes;
    private volatile boolean closed;

    ArchiveInput(Iteration<ByteBuffer> content) {
        this.content = content;
        this.bytes = new IterationInput(content.iterator());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count;
        try {
            count = bytes.read(target, offset, length);
        } catch (RuntimeException e) {
            throw closed ? closed() : new IOException(e.getMessage(), e);
        }
        if (closed) {
            throw closed();
        }
        return count;
    }

    private static IOException closed() {
        return new IOException("this stream is closed");
    }

    @Override
    public int available() {
        return bytes.available();
    }

    @Override
    public void close() {
        closed = true;
        content.close();
    }
}
