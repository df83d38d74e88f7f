package dev.estibador.netty.transport;

import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.error.ConnectionException;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import dev.estibador.netty.wire.Failures;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport on Netty: HTTP/1.1 over a Unix socket, TCP, TLS or ssh, with few I/O threads for any number of calls. */
public final class NettyTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);
    private static final int IO_THREADS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    private static final ThreadReadBuffer READ_BUFFERS = new ThreadReadBuffer();
    private static final WriteBufferWaterMark WRITE_MARKS = new WriteBufferWaterMark(512 << 10, 1 << 20);
    private static final int CLOSE_SECONDS = 10;

    /** Nanoseconds between attempts to connect where there is no room, growing from the first to the last. */
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final DockerConfig config;
    private final SocketChannels sockets;
    private final IoThreadFactory threads = new IoThreadFactory();
    private final EventLoopGroup loops;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final ConnectionPool pool = new ConnectionPool(this::connectPooled);
    private final Set<Exchange> retries = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Entrance entrance;
    private final Destination destination;

    public NettyTransport(DockerConfig config) {
        this.config = config;
        this.sockets = SocketChannels.choose(config);
        this.entrance = new Entrance(config);
        this.destination = Destination.of(config);
        this.loops = new IoThreads(IO_THREADS, threads, sockets.io());
    }

    @Override
    @SuppressWarnings("unchecked") // whoever takes a DuplexBytes as a HttpReply only reads
    public CompletableFuture<HttpReply> exchange(HttpCall call) {
        return (CompletableFuture<HttpReply>) (CompletableFuture<?>) upgrade(call);
    }

    @Override
    public CompletableFuture<DuplexBytes> upgrade(HttpCall call) {
        Exchange exchange = new Exchange(call, this);
        if (call.pooled()) {
            pool.carry(exchange);
        } else {
            connect(exchange, HttpConnection::close, () -> {});
        }
        return exchange;
    }

    @Override
    public void afterReading(Runnable action) {
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop() && !loop.isShuttingDown()) {
                try {
                    loop.execute(action);
                    return;
                } catch (RejectedExecutionException e) {
                    break; // it has begun to shut down in this very moment
                }
            }
        }
        action.run();
    }

    @Override
    public boolean isIoThread() {
        Thread current = Thread.currentThread();
        return current instanceof FastThreadLocalThread && threads.threads().contains(current);
    }

    /** The exchange got no answer on a connection that the engine had closed: another, if repeating is harmless. */
    void again(Exchange exchange) {
        if (exchange.call.replayable() && !closed.get()) {
            LOG.debug("{} is sent again: the engine had closed the idle connection", exchange.call.label());
            connect(exchange, HttpConnection::close, () -> {});
        } else {
            exchange.fail(new ConnectionException(
                    exchange.call.label(),
                    "the engine closed the connection as the call was sent; whether it took effect is unknown",
                    null));
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    /** The failure of a call: that the client was closed, if it was. */
    Throwable explained(HttpCall call, Throwable cause) {
        return closed.get() ? new ConnectionException(call.label(), "the client was closed", cause) : cause;
    }

    private void connectPooled(Exchange exchange) {
        connect(exchange, pool::free, pool::lost);
    }

    private void connect(Exchange exchange, Consumer<HttpConnection> whenFree, Runnable whenLost) {
        Duration limit = exchange.call.connectTimeout();
        connect(exchange, whenFree, whenLost, limit == null ? Long.MAX_VALUE : limit.toNanos(), FIRST_PAUSE);
    }

    /** @param left nanoseconds for trying again where a Unix socket has no room for one more connection */
    private void connect(
            Exchange exchange, Consumer<HttpConnection> whenFree, Runnable whenLost, long left, long pause) {
        if (closed.get() || exchange.isDone()) {
            whenLost.run();
            exchange.completeExceptionally(
                    new ConnectionException(exchange.call.label(), "the client is closed", null));
            return;
        }
        try {
            HttpConnection connection = new HttpConnection(destination, whenFree);
            Bootstrap bootstrap = bootstrap(exchange.call.connectTimeout(), connection);
            SocketAddress remote = sockets.remote();
            ChannelFuture connecting = remote == null ? bootstrap.register() : bootstrap.connect(remote);
            Channel channel = connecting.channel();
            exchange.on(channel);
            connecting.addListener(done -> {
                try {
                    connected(done.cause(), channel, connection, exchange, whenFree, whenLost, left, pause);
                } catch (Throwable e) {
                    exchange.fail(Failures.fault(exchange.call.label(), e));
                    channel.close();
                }
            });
        } catch (Throwable e) {
            whenLost.run();
            exchange.fail(Failures.fault(exchange.call.label(), e));
        }
    }

    private void connected(
            @Nullable Throwable problem,
            Channel channel,
            HttpConnection connection,
            Exchange exchange,
            Consumer<HttpConnection> whenFree,
            Runnable whenLost,
            long left,
            long pause) {
        if (problem == null) {
            open.add(channel);
            LOG.debug("connected to {} for {}", config.address(), exchange.call.label());
            channel.closeFuture().addListener(gone -> whenLost.run());
            SshProcess ssh = SshProcess.of(channel);
            if (ssh != null) {
                ssh.follow(channel);
            }
            if (closed.get()) {
                channel.close();
            }
            enter(channel, connection, exchange);
        } else if (left > pause
                && ConnectProblem.of(config.address(), problem) == ConnectProblem.CROWDED
                && !closed.get()) {
            retries.add(exchange);
            loops.schedule(
                    () -> {
                        retries.remove(exchange);
                        connect(exchange, whenFree, whenLost, left - pause, Math.min(LONGEST_PAUSE, pause * 2));
                    },
                    pause,
                    TimeUnit.NANOSECONDS);
        } else {
            whenLost.run();
            exchange.fail(ConnectFailure.explained(exchange.call, config, problem));
        }
    }

    private void enter(Channel channel, HttpConnection connection, Exchange exchange) {
        if (entrance.isOpen()) {
            connection.carry(exchange);
            return;
        }
        Entrance.passed(channel, obstacle -> {
            if (obstacle == null) {
                connection.carry(exchange); // which fails the exchange by whatever is thrown
                return;
            }
            channel.close();
            try {
                exchange.fail(ConnectFailure.explained(exchange.call, config, obstacle));
            } catch (Throwable e) {
                exchange.fail(Failures.fault(exchange.call.label(), e));
            }
        });
    }

    /** The engine, or what leads to it, ended the connection before any answer. */
    void unanswered(Exchange exchange, Channel channel, @Nullable Throwable cause) {
        SshProcess ssh = SshProcess.of(channel);
        if (ssh == null) {
            exchange.fail(ConnectFailure.unanswered(exchange.call, config, cause));
        } else {
            ssh.ending(
                    channel.eventLoop(),
                    words -> exchange.fail(ConnectFailure.unanswered(exchange.call, config, words)));
        }
    }

    private Bootstrap bootstrap(@Nullable Duration connectTimeout, HttpConnection connection) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channelFactory(() -> sockets.channels().channel(connectTimeout))
                .option(ChannelOption.AUTO_READ, false)
                // an answer may wait to be read when writing fails; see BodyUpload
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        connectTimeout == null
                                ? 0
                                : (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectTimeout.toMillis())))
                .handler(entrance.before(connection, connectTimeout));
        if (!entrance.hasTls() && sockets.kind() != ChannelKind.IO_URING) {
            // TLS keeps the beginning of a record from one read to the next, and io_uring a buffer while it waits
            bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, READ_BUFFERS);
        }
        if (config.address() instanceof EngineAddress.Tcp) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
        }
        return sockets.resolved() && !entrance.hasProxy() ? bootstrap : bootstrap.disableResolver();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        pool.close();
        // io_uring closes a channel some time after it was told to, for which its thread must still be there
        Future<Void> closing = open.close();
        if (threads.threads().contains(Thread.currentThread())) {
            closing.addListener(done -> endThreads().addListener(ended -> failRetries()));
            sockets.channels().close();
            return;
        }
        closing.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        endThreads();
        loops.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        for (Thread thread : threads.threads()) {
            // it has nothing left to do but to end
            join(thread);
        }
        // not in a listener, which would hold the secrets of the configuration after the return
        failRetries();
        sockets.channels().close();
    }

    private Future<?> endThreads() {
        return loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Fails what waited to be sent once more on a thread that is gone. */
    private void failRetries() {
        retries.forEach(this::again);
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
