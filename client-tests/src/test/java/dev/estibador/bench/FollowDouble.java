package dev.estibador.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The double's follows: any number of connections, one thread, and one frame of 100 bytes a second to each. What is not a
 * request for logs is a ping, or asks {@code /bench/follows}: how many are open.
 */
final class FollowDouble implements AutoCloseable {
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Selector selector;
    private final ServerSocketChannel server;
    private volatile boolean closing;
    private final AtomicInteger open = new AtomicInteger();
    private final ByteBuffer ping = Replies.ping();
    private final ByteBuffer pingHead = Replies.whole("text/plain; charset=utf-8", "");
    private final ByteBuffer head = Replies.direct(Replies.chunkedHead(Replies.MULTIPLEXED));
    private final ByteBuffer frame = Replies.frames(100, 0).bytes();
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 << 10);

    FollowDouble(ServerSocketChannel server) throws IOException {
        this.server = server;
        selector = Selector.open();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        EngineDouble.daemon("follows", this::serve);
    }

    int open() {
        return open.get();
    }

    private void serve() {
        try {
            long tick = System.nanoTime() + TICK_NANOS;
            while (!closing) {
                long wait = TimeUnit.NANOSECONDS.toMillis(tick - System.nanoTime());
                if (wait > 0) {
                    selector.select(wait);
                } else {
                    selector.selectNow();
                }
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    serve(ready.next());
                    ready.remove();
                }
                if (System.nanoTime() - tick >= 0) {
                    tick += TICK_NANOS;
                    selector.keys().forEach(this::tick);
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException("the double cannot follow", e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isValid() && key.isAcceptable()) {
            for (SocketChannel socket = server.accept(); socket != null; socket = server.accept()) {
                socket.configureBlocking(false);
                socket.register(selector, SelectionKey.OP_READ, "");
            }
        } else if (key.isValid() && key.isReadable()) {
            read(key);
        }
    }

    /** A connection's attachment is the head that has come so far, or null once it follows. */
    private void read(SelectionKey key) {
        SocketChannel socket = (SocketChannel) key.channel();
        try {
            int count = socket.read(in.clear());
            if (count < 0) {
                end(key);
            } else if (key.attachment() instanceof String soFar) {
                String request = soFar + StandardCharsets.ISO_8859_1.decode(in.flip());
                boolean whole = request.endsWith("\r\n\r\n");
                key.attach(whole ? "" : request);
                if (whole) {
                    answer(key, socket, request);
                }
            }
        } catch (IOException e) {
            end(key);
        }
    }

    private void answer(SelectionKey key, SocketChannel socket, String request) throws IOException {
        if (request.contains("/logs?")) {
            key.attach(null);
            open.incrementAndGet();
            socket.write(head.duplicate());
            socket.write(frame.duplicate());
        } else if (request.contains("/bench/follows")) {
            socket.write(Replies.whole("text/plain", String.valueOf(open.get())));
        } else {
            socket.write((request.startsWith("HEAD") ? pingHead : ping).duplicate());
        }
    }

    private void tick(SelectionKey key) {
        if (key.isValid() && key.channel() instanceof SocketChannel socket && key.attachment() == null) {
            try {
                socket.write(frame.duplicate());
            } catch (IOException e) {
                end(key);
            }
        }
    }

    private void end(SelectionKey key) {
        if (key.attachment() == null) {
            open.decrementAndGet();
        }
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            // gone already
        }
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
    }
}
