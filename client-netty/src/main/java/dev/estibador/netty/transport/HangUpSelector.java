package dev.estibador.netty.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A selector around junixsocket's, whose keys become invalid as soon as the other side has closed, with bytes of it still
 * to be read. To Netty an invalid key is a closed channel, and the end of the stream would be lost. Here such a key stays
 * valid and is ready for whatever it is asked for, since reading and writing on a socket that is hung up never wait.
 * And junixsocket closes a channel itself when writing to it fails, which cancels its key unseen: such a key is selected
 * once more, so that Netty finds it invalid and learns that the channel is closed.
 */
final class HangUpSelector extends AbstractSelector {
    private final Selector inner;
    private final Set<Key> keys = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> selected = new HashSet<>();

    HangUpSelector(SelectorProvider provider, Selector inner) {
        super(provider);
        this.inner = inner;
    }

    private static final class Key extends AbstractSelectionKey {
        private final HangUpSelector selector;
        private final AbstractSelectableChannel channel;
        private final SelectionKey inner;
        private volatile int interest;
        private volatile int ready;
        private volatile boolean hungUp;

        Key(HangUpSelector selector, AbstractSelectableChannel channel, SelectionKey inner, int interest) {
            this.selector = selector;
            this.channel = channel;
            this.inner = inner;
            this.interest = interest;
        }

        @Override
        public SelectableChannel channel() {
            return channel;
        }

        @Override
        public Selector selector() {
            return selector;
        }

        @Override
        public int interestOps() {
            return interest;
        }

        @Override
        public SelectionKey interestOps(int ops) {
            interest = ops;
            inner.interestOps(ops);
            return this;
        }

        @Override
        public int readyOps() {
            return ready;
        }

        boolean waitsInVain() {
            return hungUp && isValid() && interest != 0;
        }

        boolean becomesReady() {
            hungUp |= !inner.isValid() && channel.isOpen();
            ready = isValid() ? interest & (hungUp ? hungUpOps() : inner.readyOps()) : 0;
            return ready != 0;
        }

        /** Reading comes first, while it is asked for: to write would fail, and lose what is still to be read. */
        private int hungUpOps() {
            return (interest & OP_READ) != 0 ? OP_READ : channel.validOps();
        }
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
        try {
            Key key = new Key(this, channel, channel.register(inner, ops), ops);
            key.attach(attachment);
            keys.add(key);
            return key;
        } catch (ClosedChannelException e) {
            throw new IllegalStateException("the channel closed while it was registered", e);
        }
    }

    @Override
    public Set<SelectionKey> keys() {
        return Collections.unmodifiableSet(keys);
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selected;
    }

    @Override
    public int selectNow() throws IOException {
        int cancelled = forgetCancelled();
        inner.selectNow();
        return cancelled + gather();
    }

    @Override
    public int select(long timeout) throws IOException {
        int cancelled = forgetCancelled();
        if (cancelled > 0 || keys.stream().anyMatch(Key::waitsInVain)) {
            inner.selectNow();
        } else {
            inner.select(timeout);
        }
        return cancelled + gather();
    }

    @Override
    public int select() throws IOException {
        return select(0);
    }

    private int gather() {
        if (!isOpen()) {
            throw new ClosedSelectorException();
        }
        inner.selectedKeys().clear();
        int count = 0;
        for (Key key : keys) {
            if (key.becomesReady() && selected.add(key)) {
                count++;
            }
        }
        return count;
    }

    private int forgetCancelled() {
        int count = 0;
        Set<SelectionKey> cancelled = cancelledKeys();
        synchronized (cancelled) {
            for (Iterator<SelectionKey> each = cancelled.iterator(); each.hasNext(); each.remove()) {
                Key key = (Key) each.next();
                key.inner.cancel();
                keys.remove(key);
                selected.add(key);
                deregister(key);
                count++;
            }
        }
        return count;
    }

    @Override
    public Selector wakeup() {
        inner.wakeup();
        return this;
    }

    @Override
    protected void implCloseSelector() throws IOException {
        inner.close();
    }
}
