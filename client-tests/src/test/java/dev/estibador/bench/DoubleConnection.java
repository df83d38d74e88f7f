package dev.estibador.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The double's end of one connection, in a thread that blocks. The id in a path says what comes: {@code logs-100-5000} are
 * 5,000 frames of 100 bytes, {@code slow-1024-x} frames of a kilobyte without end whose bytes are counted, and
 * {@code cancel-x} one frame and then silence.
 */
final class DoubleConnection {
    /** So small that what a stuck client left in the socket is counted to this precision. */
    private static final int COUNTED = 4 << 10;

    private static final int CLOSE_PATIENCE_SECONDS = 5;

    private final EngineDouble engine;
    private final SocketChannel socket;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20).limit(0);

    /** @param read what has been read of the first request already */
    DoubleConnection(EngineDouble engine, SocketChannel socket, ByteBuffer read) {
        this.engine = engine;
        this.socket = socket;
        in.clear().put(read).flip();
    }

    void serve() throws IOException {
        for (String head = head(); head != null; head = head()) {
            answer(head);
        }
    }

    private void answer(String head) throws IOException {
        String line = head.substring(0, head.indexOf('\r'));
        String path = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
        if (path.startsWith("/v1.")) {
            path = path.substring(path.indexOf('/', 1));
        }
        if (path.startsWith("/_ping")) {
            send(line.startsWith("HEAD") ? engine.pingHead : engine.ping);
        } else if (path.startsWith("/containers/json")) {
            send(path.contains("limit=20") ? engine.shortList : engine.list);
        } else if (path.startsWith("/containers/")) {
            int end = path.indexOf('/', 12);
            container(path.substring(12, end), path.substring(end));
        } else if (path.startsWith("/images/create")) {
            drain(head);
            pull(path);
        } else if (path.startsWith("/build")) {
            engine.built = drain(head);
            built(engine.built);
        } else if (path.startsWith("/bench/built")) {
            say(String.valueOf(engine.built));
        } else if (path.startsWith("/bench/closed/")) {
            say(String.valueOf(closedAt(path.substring(14))));
        } else if (path.startsWith("/bench/taken/")) {
            AtomicLong taken = engine.taken.get(path.substring(13));
            say(String.valueOf(taken == null ? 0 : taken.get()));
        } else {
            throw new IOException("the double does not know " + line);
        }
    }

    private void container(String id, String rest) throws IOException {
        if (rest.startsWith("/json")) {
            send(engine.inspect);
        } else if (rest.startsWith("/attach")) {
            echo();
        } else if (id.startsWith("logs-")) {
            String[] parts = id.split("-", -1);
            send(ByteBuffer.wrap(Replies.chunkedHead(Replies.MULTIPLEXED)));
            stream(engine.frames(Integer.parseInt(parts[1])), Long.parseLong(parts[2]));
        } else if (id.startsWith("slow-")) {
            send(ByteBuffer.wrap(Replies.chunkedHead(Replies.MULTIPLEXED)));
            slow(id, Integer.parseInt(id.split("-", -1)[1]));
        } else if (id.startsWith("cancel-")) {
            send(ByteBuffer.wrap(Replies.chunkedHead(Replies.MULTIPLEXED)));
            send(Replies.frames(100, 0).bytes());
            awaitClose();
            engine.closing(id).complete(System.nanoTime());
        } else {
            throw new IOException("the double does not know the container " + id);
        }
    }

    private void stream(Replies.Block block, long items) throws IOException {
        long left = items;
        for (; left >= block.items(); left -= block.items()) {
            send(block.bytes());
        }
        send(block.bytes().duplicate().limit((int) left * block.wire()));
        send(ByteBuffer.wrap(Replies.LAST_CHUNK));
    }

    private void slow(String id, int payload) throws IOException {
        AtomicLong taken = engine.taken.computeIfAbsent(id, key -> new AtomicLong());
        Replies.Block block = Replies.frames(payload, COUNTED);
        while (true) {
            send(block.bytes());
            taken.addAndGet((long) block.items() * payload);
        }
    }

    /** All that comes goes back, each read as a frame. */
    private void echo() throws IOException {
        send(ByteBuffer.wrap(Replies.upgradedHead()));
        ByteBuffer frame = ByteBuffer.allocateDirect(64 << 10);
        while (true) {
            frame.clear().position(8);
            if (in.hasRemaining()) {
                frame.put(in);
            } else if (socket.read(frame) < 0) {
                return;
            }
            frame.putInt(0, 1 << 24).putInt(4, frame.position() - 8).flip();
            writeAll(frame);
        }
    }

    private void pull(String path) throws IOException {
        int tag = path.indexOf("tag=") + 4;
        int end = path.indexOf('&', tag);
        send(ByteBuffer.wrap(Replies.chunkedHead("application/json")));
        stream(engine.progress, Long.parseLong(path.substring(tag, end < 0 ? path.length() : end)));
    }

    private void built(long bytes) throws IOException {
        send(Replies.whole(
                "application/json",
                "{\"stream\":\"" + bytes + " bytes\\n\"}\r\n{\"aux\":{\"ID\":\"sha256:"
                        + "4fa6e0f0c6786287e131c3852c58a2e01cc697a68231826813597e4994f1d6e2\"}}\r\n"
                        + "{\"stream\":\"Successfully built 4fa6e0f0c678\\n\"}\r\n"));
    }

    /** Waits for it a while; 0 if it was not seen. */
    private long closedAt(String id) {
        return engine.closing(id)
                .completeOnTimeout(0L, CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void awaitClose() {
        try {
            while (read() >= 0) {
                in.limit(0);
            }
        } catch (IOException e) {
            // a reset is a close as well
        }
    }

    private void say(String text) throws IOException {
        send(Replies.whole("text/plain", text));
    }

    private void send(ByteBuffer bytes) throws IOException {
        writeAll(bytes.duplicate());
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    /** The next request's head; null where the client has closed. */
    private String head() throws IOException {
        int seen = in.position();
        while (true) {
            for (; seen + 4 <= in.limit(); seen++) {
                if (in.getInt(seen) == 0x0d0a0d0a) {
                    byte[] head = new byte[seen + 2 - in.position()];
                    in.get(head).position(seen + 4);
                    return new String(head, StandardCharsets.ISO_8859_1);
                }
            }
            seen -= in.position();
            if (read() < 0) {
                return null;
            }
        }
    }

    /** Reads more behind what is there, which is moved to the front. */
    private int read() throws IOException {
        in.compact();
        try {
            return socket.read(in);
        } finally {
            in.flip();
        }
    }

    private void need(int bytes) throws IOException {
        while (in.remaining() < bytes) {
            if (read() < 0) {
                throw new EOFException("the client closed within a body");
            }
        }
    }

    /** Takes the request's body, of a known length or in chunks, and tells its length. */
    private long drain(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("\r\nexpect: 100-continue")) {
            writeAll(ByteBuffer.wrap(Replies.ascii("HTTP/1.1 100 Continue\r\n\r\n")));
        }
        if (lower.contains("\r\ntransfer-encoding: chunked")) {
            long total = 0;
            for (long size = chunkSize(); size > 0; size = chunkSize()) {
                skip(size + 2);
                total += size;
            }
            skip(2);
            return total;
        }
        int at = lower.indexOf("\r\ncontent-length: ");
        long length = at < 0
                ? 0
                : Long.parseLong(
                        lower.substring(at + 18, lower.indexOf('\r', at + 18)).strip());
        skip(length);
        return length;
    }

    private long chunkSize() throws IOException {
        long size = 0;
        while (true) {
            need(1);
            int b = in.get();
            if (b == '\r') {
                need(1);
                in.get();
                return size;
            }
            size = size << 4 | Character.digit(b, 16);
        }
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > in.remaining()) {
            left -= in.remaining();
            in.limit(in.position());
            need(1);
        }
        in.position(in.position() + (int) left);
    }
}
