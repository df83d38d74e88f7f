package dev.estibador.netty.transport;

import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.HttpProxy;
import dev.estibador.netty.tls.TlsContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a connection passes before it may carry HTTP: a proxy, and the handshake of TLS. Most pass nothing. */
final class Entrance {
    private static final int GOOD_BYE_MILLIS = 1000;

    private final EngineAddress address;
    private final @Nullable TlsContext tls;
    private final @Nullable HttpProxy proxy;

    Entrance(DockerConfig config) {
        address = config.address();
        tls = config.tls() == null ? null : new TlsContext(config.tls());
        proxy = config.proxy();
    }

    boolean isOpen() {
        return tls == null && proxy == null;
    }

    boolean hasProxy() {
        return proxy != null;
    }

    boolean hasTls() {
        return tls != null;
    }

    /** The handlers of a connection, which is the last of them. */
    ChannelHandler before(HttpConnection connection, @Nullable Duration limit) {
        if (isOpen() || !(address instanceof EngineAddress.Tcp tcp)) {
            return connection;
        }
        long millis = limit == null ? 0 : Math.max(1, limit.toMillis());
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (proxy != null) {
                    HttpProxyHandler handler = through(proxy);
                    handler.setConnectTimeoutMillis(millis);
                    channel.pipeline().addLast(handler);
                }
                if (tls != null) {
                    SslHandler handler = new SslHandler(tls.engine(tcp.host(), tcp.port()));
                    handler.setHandshakeTimeoutMillis(millis);
                    handler.setCloseNotifyFlushTimeoutMillis(GOOD_BYE_MILLIS);
                    channel.pipeline().addLast(handler);
                }
                channel.pipeline().addLast(connection);
            }
        };
    }

    /** Its name is looked up here, on the I/O thread, as that of an engine is. */
    private static HttpProxyHandler through(HttpProxy proxy) {
        InetSocketAddress at = new InetSocketAddress(proxy.host(), proxy.port());
        return proxy.user() == null
                ? new HttpProxyHandler(at)
                : new HttpProxyHandler(at, proxy.user(), proxy.password() == null ? "" : proxy.password());
    }

    /** Tells, on the I/O thread, when all is passed, or what was not: null for nothing. */
    static void passed(Channel channel, Consumer<@Nullable Throwable> told) {
        HttpProxyHandler proxy = channel.pipeline().get(HttpProxyHandler.class);
        if (proxy == null) {
            handshaken(channel, told);
            return;
        }
        // first, since a proxy that refuses is the end of a handshake, too, which does not say why
        proxy.connectFuture().addListener(connected -> {
            if (connected.isSuccess()) {
                handshaken(channel, told);
            } else {
                told.accept(connected.cause());
            }
        });
    }

    private static void handshaken(Channel channel, Consumer<@Nullable Throwable> told) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            told.accept(null);
        } else {
            tls.handshakeFuture().addListener(done -> told.accept(done.cause()));
        }
    }
}
