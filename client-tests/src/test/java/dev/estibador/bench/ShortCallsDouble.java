package dev.estibador.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The double's pings and inspects: any number of connections, and one thread that reads of each what has come and answers
 * at once. A connection that asks for anything else is given away, with what was read of it.
 */
final class ShortCallsDouble implements AutoCloseable {
    private static final int HEAD_END = 0x0d0a0d0a;

    private final EngineDouble engine;
    private final Selector selector;
    private final ServerSocketChannel server;
    private volatile boolean closing;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);

    ShortCallsDouble(EngineDouble engine, ServerSocketChannel server) throws IOException {
        this.engine = engine;
        this.server = server;
        selector = Selector.open();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        EngineDouble.daemon("calls", this::serve);
    }

    private void serve() {
        try {
            while (!closing) {
                selector.select(this::serve);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException("the double cannot serve", e);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isValid() && key.isAcceptable()) {
                SocketChannel socket = server.accept();
                socket.configureBlocking(false);
                socket.register(selector, SelectionKey.OP_READ);
            } else if (key.isValid()) {
                read(key, (SocketChannel) key.channel());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the double cannot accept", e);
        }
    }

    private void read(SelectionKey key, SocketChannel socket) throws IOException {
        try {
            int count = socket.read(in.clear());
            ByteBuffer reply = count < 0 ? null : reply(in.flip());
            if (count < 0) {
                socket.close();
            } else if (reply != null) {
                socket.write(reply.duplicate());
            } else {
                key.cancel();
                ByteBuffer read = ByteBuffer.allocate(in.remaining()).put(in).flip();
                socket.configureBlocking(true);
                engine.serveApart(socket, read);
            }
        } catch (IOException e) {
            socket.close();
        }
    }

    /** What to say to a request of which all has come and nothing beyond it; null for what is no short call. */
    private ByteBuffer reply(ByteBuffer request) {
        if (request.remaining() < 20 || request.getInt(request.limit() - 4) != HEAD_END) {
            return null;
        }
        String line = StandardCharsets.ISO_8859_1
                .decode(request.slice(0, Math.min(60, request.remaining())))
                .toString();
        if (line.contains("/_ping ")) {
            return line.startsWith("HEAD") ? engine.pingHead : engine.ping;
        }
        return line.startsWith("GET ") && line.contains("/service-1/json ") ? engine.inspect : null;
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
    }
}
