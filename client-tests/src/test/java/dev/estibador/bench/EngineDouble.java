package dev.estibador.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
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
 * buffers, streams are sent in blocks of a megabyte. As in a real engine, whose runtime has one poller, short calls of
 * all connections are answered by one thread ({@link ShortCallsDouble}); a connection that asks for anything else has a
 * thread that blocks from there on. Follows by the thousand have a socket of their own ({@link FollowDouble}).
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

    /** How many bytes the last context of a build had. */
    volatile long built;

    private final ShortCallsDouble calls;
    private final FollowDouble follows;
    private final Set<SocketChannel> accepted = ConcurrentHashMap.newKeySet();

    EngineDouble(Path folder) throws IOException {
        calls = new ShortCallsDouble(this, listen(folder.resolve("engine")));
        follows = new FollowDouble(listen(folder.resolve("follow")));
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

    /** Serves a connection in a thread of its own, from the request whose bytes have been read. */
    void serveApart(SocketChannel socket, ByteBuffer read) {
        accepted.add(socket);
        daemon("connection", () -> serve(socket, read));
    }

    private void serve(SocketChannel socket, ByteBuffer read) {
        try (socket) {
            new DoubleConnection(this, socket, read).serve();
        } catch (IOException e) {
            // the client has gone, which is how it ends many a stream
        } finally {
            accepted.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        calls.close();
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
