package dev.estibador.netty.transport;

import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.EngineAddress;
import io.netty.channel.ChannelException;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.ConnectionRefusedSocketException;

/** Unix sockets of junixsocket, also by a name of the abstract namespace. A user may leave its jars out, so others do not name its classes. */
final class JunixsocketChannels {
    private JunixsocketChannels() {}

    static boolean areSupported() {
        return AFUNIXSocket.isSupported();
    }

    static SocketChannels of(EngineAddress.UnixName local) {
        AFUNIXSocketAddress address;
        try {
            address = AFUNIXSocketAddress.inAbstractNamespace(local.name());
        } catch (SocketException e) {
            throw new IllegalArgumentException(local + ": " + e.getMessage(), e);
        }
        return of(limit -> new NioSocketChannel(connected(address)));
    }

    static SocketChannels of(EngineAddress.Unix local) {
        return of(limit -> new NioSocketChannel(connected(address(local))));
    }

    private static SocketChannels of(SocketChannels.Maker channels) {
        return new SocketChannels(
                ChannelKind.JUNIXSOCKET, NioIoHandler.newFactory(new HangUpSelectors()), channels, null, false);
    }

    /** When it is dialled, as the path may be too long. */
    private static AFUNIXSocketAddress address(EngineAddress.Unix local) {
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
            throw new ChannelException(e instanceof ConnectionRefusedSocketException ? refusal(e) : e);
        }
    }

    /** As Java has it. */
    private static ConnectException refusal(IOException problem) {
        ConnectException refusal = new ConnectException(problem.getMessage());
        refusal.initCause(problem);
        return refusal;
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
}
