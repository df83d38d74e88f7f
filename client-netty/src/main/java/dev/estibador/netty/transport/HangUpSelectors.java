package dev.estibador.netty.transport;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import org.newsclub.net.unix.AFUNIXSelectorProvider;

/** junixsocket's provider, with {@link HangUpSelector}s. */
final class HangUpSelectors extends SelectorProvider {
    private final AFUNIXSelectorProvider inner = AFUNIXSelectorProvider.provider();

    @Override
    public AbstractSelector openSelector() throws IOException {
        return new HangUpSelector(this, inner.openSelector());
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return inner.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return inner.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return inner.openPipe();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return inner.openServerSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return inner.openSocketChannel();
    }
}
