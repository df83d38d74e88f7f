package dev.estibador.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine in a process and with descriptors of its own, on the Unix socket that is its first argument: whatever it is
 * asked, it answers with a log, and writes a frame into each of them in every period, the second argument in milliseconds.
 * With a third argument it does not say in which form a log comes, as engines before API 1.42, so that the client inspects the
 * container of each. A line on its standard input is answered with how many connections it has had, and how many of them are closed.
 */
final class FollowedEngine {
    private static final int BACKLOG = 4096;
    private static final ByteBuffer HEAD = bytes("HTTP/1.1 200 OK\r\n"
            + "Content-Type: application/vnd.docker.multiplexed-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final ByteBuffer OLD_HEAD = bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final ByteBuffer INSPECTION =
            bytes("HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{\"Config\":{\"Tty\":false}}");
    private static final ByteBuffer FRAME = bytes("c\r\n" + ScriptedEngine.Conversation.frame(1, "tick") + "\r\n");

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final ByteBuffer asked = ByteBuffer.allocate(1 << 12);
    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final long period;
    private final ByteBuffer head;

    private FollowedEngine(Path socket, long period, ByteBuffer head) throws IOException {
        this.period = TimeUnit.MILLISECONDS.toNanos(period);
        this.head = head;
        server.bind(UnixDomainSocketAddress.of(socket), BACKLOG).configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static void main(String[] args) throws IOException {
        FollowedEngine engine =
                new FollowedEngine(Path.of(args[0]), Long.parseLong(args[1]), args.length > 2 ? OLD_HEAD : HEAD);
        Thread serving = new Thread(engine::serve, "followed-engine");
        serving.setDaemon(true);
        serving.start();
        // ends with whoever started it
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.out.println(engine.opened + " " + engine.closed);
        }
    }

    private void serve() {
        try {
            long due = System.nanoTime() + period;
            while (true) {
                selector.select(this::handle, Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime())));
                if (System.nanoTime() >= due) {
                    due += period;
                    for (SelectionKey key : selector.keys()) {
                        if (key.attachment() != null && key.isValid()) {
                            write(key, FRAME);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
                    opened.incrementAndGet();
                    client.configureBlocking(false).register(selector, SelectionKey.OP_READ);
                }
            } else if (((SocketChannel) key.channel()).read(asked.clear()) < 0) {
                leave(key);
            } else if (key.attachment() == null) {
                // the head of a request comes in one piece
                String request =
                        StandardCharsets.ISO_8859_1.decode(asked.flip()).toString();
                if (request.contains("/json ")) {
                    write(key, INSPECTION);
                } else {
                    key.attach(true);
                    write(key, head);
                }
            }
        } catch (IOException e) {
            leave(key);
        }
    }

    private void write(SelectionKey key, ByteBuffer bytes) {
        try {
            ((SocketChannel) key.channel()).write(bytes.duplicate());
        } catch (IOException e) {
            leave(key);
        }
    }

    private void leave(SelectionKey key) {
        closed.incrementAndGet();
        try {
            key.channel().close();
        } catch (IOException e) {
            // it is left all the same
        }
    }
}
