package dev.estibador.netty.transport;

import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.error.ConnectionException;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport on Netty: HTTP/1.1 over a Unix socket or TCP, with few I/O threads for any number of calls. */
public final class NettyTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int IO_THREADS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    /** Bytes that a read of a connection may bring: few where little came, more where much did. */
    private static final int LEAST_READ = 512;

    private static final int FIRST_READ = 4 << 10;
    private static final int MOST_READ = 64 << 10;

    private static final WriteBufferWaterMark WRITE_MARKS = new WriteBufferWaterMark(128 << 10, 256 << 10);
    private static final int CLOSE_SECONDS = 10;

    private final DockerConfig config;
    private final SocketChannels sockets;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final EventLoopGroup loops;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final ConnectionPool pool = new ConnectionPool();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final String host;

    public NettyTransport(DockerConfig config) {
        this.config = config;
        this.sockets = SocketChannels.choose(config.channel(), config.address());
        this.loops = new MultiThreadIoEventLoopGroup(IO_THREADS, this::thread, sockets.io());
        this.host = config.address() instanceof EngineAddress.Tcp tcp
                ? tcp.toString().substring("tcp://".length())
                : "localhost";
    }

    private Thread thread(Runnable task) {
        Thread thread = new FastThreadLocalThread(task, "estibador-io-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    @Override
    public CompletableFuture<HttpReply> exchange(HttpCall call) {
        return start(call, reply -> reply);
    }

    @Override
    public CompletableFuture<DuplexBytes> upgrade(HttpCall call) {
        return start(call, reply -> reply);
    }

    private <R> CompletableFuture<R> start(HttpCall call, Function<DuplexBytes, R> form) {
        CompletableFuture<R> result = new CompletableFuture<>();
        attempt(call, call.pooled(), form, result);
        return result;
    }

    private <R> void attempt(
            HttpCall call, boolean pooled, Function<DuplexBytes, R> form, CompletableFuture<R> result) {
        Exchange exchange = new Exchange(call);
        CompletableFuture<HttpConnection> connection =
                pooled ? pool.acquire(() -> connect(call, true)) : connect(call, false);
        result.whenComplete((reply, e) -> {
            if (result.isCancelled()) {
                connection.cancel(true);
                exchange.head.cancel(true);
            }
        });
        connection.whenComplete((ready, e) -> {
            if (ready != null) {
                ready.carry(exchange);
            } else {
                exchange.head.completeExceptionally(e == null ? new IllegalStateException("no connection") : e);
            }
        });
        exchange.head.whenComplete((reply, e) -> {
            if (reply != null) {
                if (!result.complete(form.apply(reply))) {
                    reply.close();
                }
            } else if (e instanceof StaleConnection && call.replayable() && !closed.get()) {
                LOG.debug("{} is sent again: {}", call.label(), e.getMessage());
                attempt(call, false, form, result);
            } else {
                result.completeExceptionally(explained(call, e));
            }
        });
    }

    private Throwable explained(HttpCall call, @Nullable Throwable e) {
        if (closed.get()) {
            return new ConnectionException(call.label(), "the client was closed", e);
        }
        return e instanceof StaleConnection
                ? new ConnectionException(
                        call.label(),
                        "the engine closed the connection as the call was sent; whether it took effect is unknown",
                        e)
                : e == null ? new IllegalStateException("a call without an end") : e;
    }

    private CompletableFuture<HttpConnection> connect(HttpCall call, boolean pooled) {
        CompletableFuture<HttpConnection> result = new CompletableFuture<>();
        if (closed.get()) {
            result.completeExceptionally(new ConnectionException(call.label(), "the client is closed", null));
            return result;
        }
        HttpConnection connection = new HttpConnection(host, pooled ? pool::free : HttpConnection::close);
        Bootstrap bootstrap = bootstrap(call.connectTimeout(), connection);
        SocketAddress remote = sockets.remote();
        ChannelFuture connecting = remote == null ? bootstrap.register() : bootstrap.connect(remote);
        result.whenComplete((ready, e) -> {
            if (result.isCancelled()) {
                connecting.channel().close();
            }
        });
        connecting.addListener(done -> {
            Channel channel = connecting.channel();
            if (!done.isSuccess()) {
                result.completeExceptionally(ConnectFailure.explained(call, config, done.cause()));
                return;
            }
            open.add(channel);
            LOG.debug("connected to {} for {}", config.address(), call.label());
            if (closed.get() || !result.complete(connection)) {
                channel.close();
                result.completeExceptionally(new ConnectionException(call.label(), "the client was closed", null));
            } else if (pooled) {
                channel.closeFuture().addListener(gone -> pool.lost());
            }
        });
        return result;
    }

    private Bootstrap bootstrap(@Nullable Duration connectTimeout, HttpConnection connection) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channelFactory(sockets.channels())
                .option(ChannelOption.AUTO_READ, false)
                // an answer may wait to be read when writing fails; see BodyUpload
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        connectTimeout == null
                                ? 0
                                : (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectTimeout.toMillis())))
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, MOST_READ).maxMessagesPerRead(1))
                .handler(connection);
        if (config.address() instanceof EngineAddress.Tcp) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
        }
        return sockets.resolved() ? bootstrap : bootstrap.disableResolver();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        pool.close();
        open.close();
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        if (threads.contains(Thread.currentThread())) {
            return;
        }
        loops.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        for (Thread thread : threads) {
            // it has nothing left to do but to end
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
