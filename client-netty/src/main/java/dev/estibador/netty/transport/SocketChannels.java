package dev.estibador.netty.transport;

import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.EngineAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
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
import java.net.UnixDomainSocketAddress;
import org.newsclub.net.unix.AFUNIXSelectorProvider;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * One way to have sockets: what drives them, what makes them, and where they connect to.
 *
 * @param resolved false where the address must not be looked up by Netty as if it were a host's name
 */
record SocketChannels(
        ChannelKind kind,
        IoHandlerFactory io,
        ChannelFactory<? extends Channel> channels,
        SocketAddress remote,
        boolean resolved) {

    static SocketChannels choose(ChannelKind wanted, EngineAddress address) {
        ChannelKind kind = wanted == ChannelKind.AUTO ? automatic(address) : wanted;
        return switch (kind) {
            case NATIVE -> nativeChannels(address);
            case JUNIXSOCKET -> junixsocket(address);
            case JDK, AUTO -> jdk(address);
        };
    }

    private static ChannelKind automatic(EngineAddress address) {
        if (Epoll.isAvailable() || KQueue.isAvailable()) {
            return ChannelKind.NATIVE;
        }
        return address instanceof EngineAddress.Unix && AFUNIXSocket.isSupported()
                ? ChannelKind.JUNIXSOCKET
                : ChannelKind.JDK;
    }

    private static SocketChannels nativeChannels(EngineAddress address) {
        boolean unix = address instanceof EngineAddress.Unix;
        SocketAddress remote = address instanceof EngineAddress.Unix local
                ? new DomainSocketAddress(local.socket().toString())
                : inet(address);
        if (Epoll.isAvailable()) {
            return new SocketChannels(
                    ChannelKind.NATIVE,
                    EpollIoHandler.newFactory(),
                    unix ? EpollDomainSocketChannel::new : EpollSocketChannel::new,
                    remote,
                    !unix);
        }
        if (KQueue.isAvailable()) {
            return new SocketChannels(
                    ChannelKind.NATIVE,
                    KQueueIoHandler.newFactory(),
                    unix ? KQueueDomainSocketChannel::new : KQueueSocketChannel::new,
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
        try {
            return new SocketChannels(
                    ChannelKind.JUNIXSOCKET,
                    NioIoHandler.newFactory(AFUNIXSelectorProvider.provider()),
                    () -> {
                        try {
                            return new NioSocketChannel(
                                    AFUNIXSelectorProvider.provider().openSocketChannel());
                        } catch (IOException e) {
                            throw new ChannelException("could not open a socket", e);
                        }
                    },
                    AFUNIXSocketAddress.of(local.socket()),
                    false);
        } catch (IOException e) {
            throw new IllegalArgumentException(local + " is no usable socket path: " + e.getMessage(), e);
        }
    }

    private static SocketChannels jdk(EngineAddress address) {
        return address instanceof EngineAddress.Unix local
                ? new SocketChannels(
                        ChannelKind.JDK,
                        NioIoHandler.newFactory(),
                        NioDomainSocketChannel::new,
                        UnixDomainSocketAddress.of(local.socket()),
                        false)
                : new SocketChannels(
                        ChannelKind.JDK, NioIoHandler.newFactory(), NioSocketChannel::new, inet(address), true);
    }

    private static SocketAddress inet(EngineAddress address) {
        if (address instanceof EngineAddress.Tcp tcp) {
            return InetSocketAddress.createUnresolved(tcp.host(), tcp.port());
        }
        throw new IllegalArgumentException("no TCP address: " + address);
    }
}
