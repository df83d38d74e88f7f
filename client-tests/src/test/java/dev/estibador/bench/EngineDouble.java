package dev.estibador.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine that does nothing but answer, as fast as a socket takes it: replies are made beforehand and lie in direct
 * buffers, streams are sent in blocks of a megabyte, and each connection has a thread that blocks. Follows by the
 * thousand have a socket of their own, served by one thread ({@link FollowDouble}).
 *
 * <p>As a program it is told a folder, makes its sockets {@code engine} and {@code follow} there, says {@code ready}, and
 * ends with its standard input.
 */
final class EngineDouble implements AutoCloseable {
    private static final int BACKLOG = 4096;

    final ByteBuffer ping = Replies.ping();
    final ByteBuffer pingHead = Replies.whole("text/plain; charset=utf-8", "");
    final ByteBuffer inspect = Replies.inspect();
    final ByteBuffer list = Replies.list(1_000);
    final ByteBuffer shortList = Replies.list(20);
    final Replies.Block progress = Replies.progress(1 << 20);
    private final Map<Integer, Replies.Block> frames = new ConcurrentHashMap<>();

    private final Map<String, CompletableFuture<Long>> closed = new ConcurrentHashMap<>();

    /** How much of an endless stream the socket has taken, in bytes of payload, by the id in the path. */
    final Map<String, AtomicLong> taken = new ConcurrentHashMap<>();

    private final ServerSocketChannel server;
    private final FollowDouble follows;
    private final Set<SocketChannel> accepted = ConcurrentHashMap.newKeySet();

    EngineDouble(Path folder) throws IOException {
        server = listen(folder.resolve("engine"));
        follows = new FollowDouble(listen(folder.resolve("follow")));
        daemon("accept", this::acceptAll);
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    }

    static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    Replies.Block frames(int payload) {
        return frames.computeIfAbsent(payload, size -> Replies.frames(size, 1 << 20));
    }

    /** When the client's end of file was seen ({@link System#nanoTime}), by the id in the path. */
    CompletableFuture<Long> closing(String id) {
        return closed.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    /** How many follows are open. */
    int follows() {
        return follows.open();
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel socket = server.accept();
                accepted.add(socket);
                daemon("connection", () -> serve(socket));
            }
        } catch (ClosedChannelException e) {
            // by close()
        } catch (IOException e) {
            throw new IllegalStateException("the double cannot accept", e);
        }
    }

    private void serve(SocketChannel socket) {
        try (socket) {
            new DoubleConnection(this, socket).serve();
        } catch (IOException e) {
            // the client has gone, which is how it ends many a stream
        } finally {
            accepted.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        follows.close();
        for (SocketChannel socket : accepted) {
            socket.close();
        }
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        EngineDouble engine = new EngineDouble(folder);
        try {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // until the one who started it closes it, or ends
            }
        } finally {
            engine.close();
            Files.deleteIfExists(folder.resolve("engine"));
            Files.deleteIfExists(folder.resolve("follow"));
        }
    }
}
