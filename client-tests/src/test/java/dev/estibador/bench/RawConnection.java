package dev.estibador.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** HTTP over a blocking socket by hand: no more than the double needs, and nothing that costs. */
final class RawConnection implements AutoCloseable {
    static final int LARGE = 256 << 10;
    static final int SMALL = 16 << 10;

    private static final int EMPTY_LINE = 0x0d0a0d0a;
    private static final byte[] DIGITS = digits();

    private final SocketChannel socket;
    private final ByteBuffer in;

    RawConnection(Path engine, int buffer) throws IOException {
        socket = SocketChannel.open(UnixDomainSocketAddress.of(engine));
        in = ByteBuffer.allocateDirect(buffer).limit(0);
    }

    private static byte[] digits() {
        byte[] digits = new byte[128];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) Character.digit(i, 16);
        }
        return digits;
    }

    static ByteBuffer request(String method, String path, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return Replies.direct(Replies.ascii(text.append("\r\n").toString()));
    }

    /** One question to the double itself. */
    static long ask(Path engine, String path) throws IOException {
        try (RawConnection connection = new RawConnection(engine, SMALL)) {
            connection.write(request("GET", path));
            return Long.parseLong(new String(connection.body(), StandardCharsets.ISO_8859_1));
        }
    }

    SocketChannel socket() {
        return socket;
    }

    /** What has been read and not taken. */
    ByteBuffer in() {
        return in;
    }

    /** Sends all of it, and leaves the buffer as it was. */
    void write(ByteBuffer bytes) throws IOException {
        ByteBuffer out = bytes.duplicate();
        while (out.hasRemaining()) {
            socket.write(out);
        }
    }

    /** Reads more behind what is there; fails at the end. */
    void more() throws IOException {
        in.compact();
        int count = socket.read(in);
        in.flip();
        if (count <= 0) {
            throw new EOFException(count < 0 ? "the engine closed" : "more in one piece than the buffer holds");
        }
    }

    void need(int bytes) throws IOException {
        while (in.remaining() < bytes) {
            more();
        }
    }

    /** The reply's head, which must be a good one. */
    String head() throws IOException {
        int seen = 0;
        while (true) {
            for (int at = in.position() + seen; at + 4 <= in.limit(); at++, seen++) {
                if (in.getInt(at) == EMPTY_LINE) {
                    byte[] head = new byte[seen + 2];
                    in.get(head).position(at + 4);
                    if (head[9] != '2' && head[9] != '1') {
                        throw new IOException(new String(head, StandardCharsets.ISO_8859_1));
                    }
                    return new String(head, StandardCharsets.ISO_8859_1);
                }
            }
            more();
        }
    }

    /** A whole reply of a known length. */
    byte[] body() throws IOException {
        String head = head();
        int at = head.indexOf("Content-Length: ") + 16;
        byte[] body = new byte[Integer.parseInt(head, at, head.indexOf('\r', at), 10)];
        int have = Math.min(in.remaining(), body.length);
        in.get(body, 0, have);
        ByteBuffer rest = ByteBuffer.wrap(body, have, body.length - have);
        while (rest.hasRemaining()) {
            more();
            int count = Math.min(in.remaining(), rest.remaining());
            in.get(body, rest.position(), count);
            rest.position(rest.position() + count);
        }
        return body;
    }

    /** The size of the next chunk, of which all is then in the buffer, with the line's end behind it; 0 at the end. */
    int chunk() throws IOException {
        while (true) {
            int size = 0;
            for (int at = in.position(); at + 1 < in.limit(); at++) {
                byte b = in.get(at);
                if (b == '\r') {
                    in.position(at + 2);
                    need(size + 2);
                    return size;
                }
                size = size << 4 | DIGITS[b];
            }
            more();
        }
    }

    /** Takes the line's end behind a chunk. */
    void chunkEnd() {
        in.position(in.position() + 2);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
