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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A Unix socket that leads to the engine's, and can be cut in the middle of what the engine says. */
final class Relay implements AutoCloseable {
    private final Path folder;
    private final ServerSocketChannel server;
    private final UnixDomainSocketAddress engine;
    private final Random random = new Random(7);
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    Relay() {
        try {
            folder = Files.createTempDirectory("relay");
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        engine = UnixDomainSocketAddress.of(
                URI.create(Reach.required("ESTIBADOR_ENGINE_UNIX")).getPath());
        thread(this::acceptAll);
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

    /** How often that has happened. */
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
                SocketChannel there = SocketChannel.open(engine);
                thread(() -> carry(client, there, false));
                thread(() -> carry(there, client, true));
            }
        } catch (IOException e) {
            // closed by the test's end
        }
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
