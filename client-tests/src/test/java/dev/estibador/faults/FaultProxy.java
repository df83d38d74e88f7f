package dev.estibador.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and an engine, passes on what both say, and does what a {@link Strike} says once. It also knows which
 * connections the client has left open. Each connection has a thread for each direction.
 */
final class FaultProxy implements AutoCloseable {
    /** How the client reaches it. */
    enum Way {
        UNIX,
        TCP
    }

    private final Path folder;
    private final ServerSocketChannel server;
    private final Way way;
    private final SocketAddress engine;
    private final Strike strike;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final AtomicBoolean struck = new AtomicBoolean();
    private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
    private volatile Moment.@Nullable Lengths measured;

    FaultProxy(Way way, SocketAddress engine, Strike strike) throws IOException {
        this.way = way;
        this.engine = engine;
        this.strike = strike;
        folder = Files.createTempDirectory("estibador-faults");
        server = way == Way.UNIX
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(folder.resolve("s")))
                : ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ProxiedConnection.thread(this::acceptAll);
    }

    /** Where the client shall connect to. */
    String address() throws IOException {
        return way == Way.UNIX
                ? "unix://" + folder.resolve("s")
                : "tcp://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                if (way == Way.TCP) {
                    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                }
                ProxiedConnection connection = new ProxiedConnection(this, client, SocketChannel.open(engine));
                connections.add(connection);
                connection.begin();
            }
        } catch (IOException e) {
            // closed at the end of the cell
        }
    }

    /** What is to be done to the exchange of this request line, if it is the one. */
    @Nullable
    Strike strikeFor(String requestLine) {
        boolean its = strike.exchange().matcher(requestLine).find() && taken.compareAndSet(false, true);
        return its ? strike : null;
    }

    void measured(Moment.Lengths lengths) {
        measured = lengths;
    }

    /** The lengths of the exchange that the strike is about; null if there was none. */
    Moment.@Nullable Lengths lengths() {
        return measured;
    }

    void strikes() {
        struck.set(true);
    }

    /** Whether the moment has come. */
    boolean hasStruck() {
        return struck.get();
    }

    /** Strikes all connections over which nothing is under way, and waits until the client has seen it. */
    void strikeIdle(Fault fault) throws IOException, InterruptedException {
        for (ProxiedConnection connection : connections) {
            if (connection.isIdle()) {
                strikes();
                connection.strikeIdle(fault);
            }
        }
        if (fault != Fault.STALL) {
            awaitNone(connection -> connection.wasStruckIdle() && connection.isOpen(), Duration.ofSeconds(2));
        }
    }

    /** Waits until the client has closed all connections with a call under way; false if it does not. */
    boolean noneBusyWithin(Duration limit) throws InterruptedException {
        connections.forEach(ProxiedConnection::settle);
        return awaitNone(connection -> connection.isOpen() && !connection.isIdle(), limit);
    }

    /** Waits until the client has closed all connections; false if it does not. */
    boolean noneOpenWithin(Duration limit) throws InterruptedException {
        connections.forEach(ProxiedConnection::settle);
        return awaitNone(ProxiedConnection::isOpen, limit);
    }

    private boolean awaitNone(Predicate<ProxiedConnection> left, Duration limit) throws InterruptedException {
        BooleanSupplier none = () -> connections.stream().noneMatch(left);
        long end = System.nanoTime() + limit.toNanos();
        synchronized (connections) {
            for (long now = System.nanoTime(); !none.getAsBoolean() && now < end; now = System.nanoTime()) {
                connections.wait(Math.max(1, (end - now) / 1_000_000));
            }
        }
        return none.getAsBoolean();
    }

    /** Something has changed that someone may wait for. */
    void changed() {
        synchronized (connections) {
            connections.notifyAll();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            connections.forEach(ProxiedConnection::close);
            Files.deleteIfExists(folder.resolve("s"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
