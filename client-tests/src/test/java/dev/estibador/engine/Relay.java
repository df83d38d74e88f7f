package dev.estibador.engine;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Unix socket that leads to the engine's, and can be cut in the middle of what the engine says. It can be as a later engine
 * is, too: without {@code /session}, and with gRPC where HTTP/2 is spoken at once, which this engine has at {@code /grpc}.
 */
final class Relay implements AutoCloseable {
    private final Path folder;
    private final ServerSocketChannel server;
    private final UnixDomainSocketAddress engine;
    private final Random random = new Random(7);
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean severed;

    private final boolean later;
    private final boolean grpc;

    Relay() {
        this(testedEngine(), false, false);
    }

    /** @param engine the socket of an engine that need not be there all the time */
    Relay(Path engine) {
        this(engine, false, false);
    }

    private Relay(Path socket, boolean later, boolean grpc) {
        engine = UnixDomainSocketAddress.of(socket);
        this.later = later;
        this.grpc = grpc;
        try {
            folder = Files.createTempDirectory("relay");
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::acceptAll);
    }

    private static Path testedEngine() {
        return Path.of(URI.create(Reach.required("ESTIBADOR_ENGINE_UNIX")).getPath());
    }

    /** @param grpc false for an engine that has no sessions at all */
    static Relay ofLaterEngine(boolean grpc) {
        return new Relay(testedEngine(), true, grpc);
    }

    /** A client whose every byte comes this way. */
    DockerClient client() {
        return DockerClient.open(
                DockerConfig.to("unix://" + folder.resolve("s")).build());
    }

    /** Gives on some of the bytes that the engine says next, and none of those after them. */
    void cut() {
        due.set(true);
    }

    /** Cuts every connection, and each later one, until {@link #restore}. */
    void sever() {
        severed = true;
        connections.forEach(Relay::close);
    }

    void restore() {
        severed = false;
    }

    /** How often {@link #cut} has happened. */
    int cuts() {
        return cuts.get();
    }

    /** Bytes that the engine was sent. */
    long sent() {
        return sent.get();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                thread(() -> begin(client));
            }
        } catch (IOException e) {
            // closed by the test's end
        }
    }

    private void begin(SocketChannel client) {
        connections.add(client);
        try {
            SocketChannel there = SocketChannel.open(engine);
            if (severed || (later && !beganAsLaterEngine(client, there))) {
                close(client);
                close(there);
                return;
            }
            thread(() -> carry(client, there, false));
            thread(() -> carry(there, client, true));
        } catch (IOException e) {
            close(client); // the engine is not there, or one side has closed, and so does the other
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False if there is nothing to be carried. */
    private boolean beganAsLaterEngine(SocketChannel client, SocketChannel there) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(1 << 16);
        client.read(first);
        first.flip();
        String text = StandardCharsets.ISO_8859_1.decode(first.duplicate()).toString();
        if (text.matches("(?s)POST /(v[0-9.]+/)?session .*")) {
            say(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            return false;
        }
        if (text.startsWith("PRI * HTTP/2.0")) {
            if (!grpc) {
                say(client, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                return false;
            }
            say(there, "POST /grpc HTTP/1.1\r\nHost: e\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
            StringBuilder head = new StringBuilder();
            ByteBuffer single = ByteBuffer.allocate(1);
            while (head.indexOf("\r\n\r\n") < 0 && there.read(single.clear()) > 0) {
                head.append((char) single.get(0));
            }
        }
        while (first.hasRemaining()) {
            there.write(first);
        }
        return true;
    }

    private static void say(SocketChannel to, String text) throws IOException {
        to.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void carry(SocketChannel from, SocketChannel to, boolean breakable) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        try (from;
                to) {
            while (from.read(bytes) >= 0) {
                bytes.flip();
                boolean cut = breakable && due.getAndSet(false);
                if (cut) {
                    bytes.limit(random.nextInt(bytes.limit()));
                }
                if (!breakable) {
                    sent.addAndGet(bytes.remaining());
                }
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
                bytes.clear();
                if (cut) {
                    cuts.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            // one side has closed, and so does the other
        } finally {
            connections.remove(from);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(folder.resolve("s"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
