package dev.estibador.netty.transport;

import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
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
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

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
            AFUNIXSocketAddress at = abstractAddress(local);
            return junixsocket(limit -> new NioSocketChannel(connected(at)));
        }
        return switch (wanted == ChannelKind.AUTO ? automatic() : wanted) {
            case NATIVE -> nativeChannels(address);
            case IO_URING -> ioUring(address);
            case JUNIXSOCKET -> junixsocket(address);
            case JDK, AUTO -> jdk(address);
        };
    }

    private static void onlyJunixsocket(ChannelKind wanted, String what) {
        if (wanted != ChannelKind.AUTO && wanted != ChannelKind.JUNIXSOCKET) {
            throw new IllegalArgumentException(
                    "the channel " + wanted + " does not know " + what + "; choose AUTO or JUNIXSOCKET");
        }
        if (!junixsocketIsThere()) {
            throw new IllegalArgumentException(what + " needs junixsocket's library, which this machine lacks");
        }
    }

    private static SocketChannels junixsocket(Maker channels) {
        return new SocketChannels(
                ChannelKind.JUNIXSOCKET, NioIoHandler.newFactory(new HangUpSelectors()), channels, null, false);
    }

    private static AFUNIXSocketAddress abstractAddress(EngineAddress.UnixName local) {
        try {
            return AFUNIXSocketAddress.inAbstractNamespace(local.name());
        } catch (SocketException e) {
            throw new IllegalArgumentException(local + ": " + e.getMessage(), e);
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

    /** Asks for its library first, since junixsocket complains on the error stream where that is missing. */
    private static boolean junixsocketIsThere() {
        try {
            Class.forName(
                    "org.newsclub.lib.junixsocket.common.NarMetadata", false, SocketChannels.class.getClassLoader());
            return AFUNIXSocket.isSupported();
        } catch (ClassNotFoundException e) {
            return false;
        }
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

    private static SocketChannels junixsocket(EngineAddress address) {
        if (!(address instanceof EngineAddress.Unix local)) {
            return jdk(address);
        }
        if (!AFUNIXSocket.isSupported()) {
            throw new IllegalArgumentException("junixsocket has no library for this machine; choose AUTO or JDK");
        }
        return junixsocket(limit -> new NioSocketChannel(connected(addressOf(local))));
    }

    /** When it is dialled, as the path may be too long. */
    private static AFUNIXSocketAddress addressOf(EngineAddress.Unix local) {
        try {
            return AFUNIXSocketAddress.of(local.socket());
        } catch (SocketException e) {
            throw new ChannelException(e);
        }
    }

    /**
     * Connected at once, which on a Unix socket either succeeds or fails without waiting: a socket that is registered with
     * junixsocket's selector before it is connected counts as hung up there, and is closed.
     */
    private static AFUNIXSocketChannel connected(AFUNIXSocketAddress address) {
        AFUNIXSocketChannel channel = null;
        try {
            channel = AFUNIXSocketChannel.open();
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                throw new ConnectProblem.CrowdedException();
            }
            return channel;
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new ChannelException(e);
        }
    }

    private static void closeQuietly(@Nullable AFUNIXSocketChannel channel, IOException reason) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
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
