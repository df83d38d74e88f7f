package dev.estibador.netty.transport;

import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDomainSocketChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to have sockets: what drives them, what makes them, and where they connect to.
 *
 * @param remote null where the channels come connected from their factory
 * @param resolved false where the address must not be looked up by Netty as if it were a host's name
 */
record SocketChannels(
        ChannelKind kind,
        IoHandlerFactory io,
        Maker channels,
        @Nullable SocketAddress remote,
        boolean resolved) {
    /** Makes channels. */
    interface Maker {
        /**
         * A new one.
         *
         * @param connectLimit for those that come connected from here; null for none
         */
        Channel channel(@Nullable Duration connectLimit);

        /** Waits until nothing is left of what stands behind the channels, which are closed. */
        default void close() {}
    }

    static SocketChannels choose(DockerConfig config) {
        ChannelKind wanted = config.channel();
        EngineAddress address = config.address();
        if (address instanceof EngineAddress.Ssh remote) {
            onlyJunixsocket(wanted, "ssh");
            SshChannels processes = new SshChannels(remote, config.sshOptions());
            return new SocketChannels(ChannelKind.JUNIXSOCKET, NioIoHandler.newFactory(), processes, null, false);
        }
        if (address instanceof EngineAddress.UnixName local) {
            onlyJunixsocket(wanted, "the abstract namespace");
            return JunixsocketChannels.of(local);
        }
        return switch (wanted == ChannelKind.AUTO ? automatic() : wanted) {
            case NATIVE -> nativeChannels(address);
            case IO_URING -> ioUring(address);
            case JUNIXSOCKET -> address instanceof EngineAddress.Unix local ? junixsocket(local) : jdk(address);
            case JDK, AUTO -> jdk(address);
        };
    }

    private static void onlyJunixsocket(ChannelKind wanted, String what) {
        if (wanted != ChannelKind.AUTO && wanted != ChannelKind.JUNIXSOCKET) {
            throw new IllegalArgumentException(
                    "the channel " + wanted + " does not know " + what + "; choose AUTO or JUNIXSOCKET");
        }
        needJunixsocket(what);
    }

    private static SocketChannels junixsocket(EngineAddress.Unix address) {
        needJunixsocket("the channel " + ChannelKind.JUNIXSOCKET);
        return JunixsocketChannels.of(address);
    }

    /**
     * Asks for its jars first, which a user may leave out; and for that of its library, since it complains on the error stream where that
     * is missing.
     */
    private static void needJunixsocket(String what) {
        try {
            for (String name : List.of("net.unix.AFUNIXSocket", "lib.junixsocket.common.NarMetadata")) {
                Class.forName("org.newsclub." + name, false, SocketChannels.class.getClassLoader());
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    what + " needs junixsocket: add com.kohlschutter.junixsocket:junixsocket-common"
                            + " and :junixsocket-native-common to the path",
                    e);
        }
        if (!JunixsocketChannels.areSupported()) {
            throw new IllegalArgumentException(what + " needs junixsocket, which has no library for this machine");
        }
    }

    /** Loaded only here, as its classes are there only for who wants them. */
    private static SocketChannels ioUring(EngineAddress address) {
        String obstacle;
        try {
            obstacle = IoUringChannels.obstacle();
        } catch (NoClassDefFoundError e) {
            obstacle = "add io.netty:netty-transport-native-io_uring, with the classifier of this machine, to the path";
        }
        if (obstacle != null) {
            throw new IllegalArgumentException("io_uring is not to be had: " + obstacle + "; or choose AUTO");
        }
        return IoUringChannels.of(remote(address), address instanceof EngineAddress.Unix);
    }

    private static SocketAddress remote(EngineAddress address) {
        return address instanceof EngineAddress.Unix local
                ? new DomainSocketAddress(local.socket().toString())
                : inet(address);
    }

    /** By what was measured: docs/performance.md. */
    private static ChannelKind automatic() {
        return Epoll.isAvailable() || KQueue.isAvailable() ? ChannelKind.NATIVE : ChannelKind.JDK;
    }

    private static SocketChannels nativeChannels(EngineAddress address) {
        boolean unix = address instanceof EngineAddress.Unix;
        SocketAddress remote = remote(address);
        if (Epoll.isAvailable()) {
            return new SocketChannels(
                    ChannelKind.NATIVE,
                    EpollIoHandler.newFactory(),
                    unix ? limit -> new EpollDomainSocketChannel() : limit -> new EpollSocketChannel(),
                    remote,
                    !unix);
        }
        if (KQueue.isAvailable()) {
            return new SocketChannels(
                    ChannelKind.NATIVE,
                    KQueueIoHandler.newFactory(),
                    unix ? limit -> new KQueueDomainSocketChannel() : limit -> new KQueueSocketChannel(),
                    remote,
                    !unix);
        }
        throw new IllegalArgumentException("there is no native transport for this machine ("
                + System.getProperty("os.name") + ", " + System.getProperty("os.arch")
                + "); choose AUTO, JUNIXSOCKET or JDK");
    }

    private static SocketChannels jdk(EngineAddress address) {
        return address instanceof EngineAddress.Unix local
                ? new SocketChannels(
                        ChannelKind.JDK,
                        NioIoHandler.newFactory(),
                        limit -> new NioDomainSocketChannel(),
                        UnixDomainSocketAddress.of(local.socket()),
                        false)
                : new SocketChannels(
                        ChannelKind.JDK,
                        NioIoHandler.newFactory(),
                        limit -> new NioSocketChannel(),
                        inet(address),
                        true);
    }

    private static SocketAddress inet(EngineAddress address) {
        if (address instanceof EngineAddress.Tcp tcp) {
            return InetSocketAddress.createUnresolved(tcp.host(), tcp.port());
        }
        throw new IllegalArgumentException("no TCP address: " + address);
    }
}
