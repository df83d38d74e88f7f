package dev.estibador.bench;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Any number of follows with one thread and one buffer: the JDK's selector, and a small state for each. */
final class RawFollows implements Contender.Running {
    private static final int PATIENCE_SECONDS = 60;
    private static final int EMPTY_LINE = 0x0d0a0d0a;

    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(RawConnection.LARGE);
    private final IntConsumer onFrame;
    private final CountDownLatch accepted;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean cancelled;

    /** What is known of one follow: the bytes that came behind the last whole frame. */
    private static final class State {
        private boolean headSeen;
        private byte[] rest = {};
    }

    RawFollows(Path engine, int count, IntConsumer onFrame) throws IOException {
        this.onFrame = onFrame;
        accepted = new CountDownLatch(count);
        ByteBuffer request = RawConnection.request("GET", "/v1.51/containers/service-1/logs?stdout=true&follow=true");
        EngineDouble.daemon("follows", this::serve);
        for (int i = 0; i < count; i++) {
            SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(engine));
            socket.write(request.duplicate());
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ, new State());
        }
        selector.wakeup();
        try {
            if (!accepted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(accepted.getCount() + " follows were not accepted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try {
            while (!cancelled) {
                selector.select(this::read, 100);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
            ended.countDown();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(SelectionKey key) {
        State state = (State) key.attachment();
        try {
            in.clear().put(state.rest);
            if (((SocketChannel) key.channel()).read(in) < 0) {
                throw new IOException("the engine closed");
            }
            in.flip();
            if (!state.headSeen) {
                head(state);
            }
            while (state.headSeen && frame()) {
                // the next one
            }
            if (in.hasRemaining() || state.rest.length > 0) {
                state.rest = new byte[in.remaining()];
                in.get(state.rest);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void head(State state) {
        for (int at = 0; at + 4 <= in.limit(); at++) {
            if (in.getInt(at) == EMPTY_LINE) {
                in.position(at + 4);
                state.headSeen = true;
                accepted.countDown();
                return;
            }
        }
    }

    /** Takes a chunk that is a frame, if all of it has come. */
    private boolean frame() {
        int start = in.position();
        for (int at = start; at < in.limit(); at++) {
            if (in.get(at) == '\n') {
                int data = at + 1;
                if (in.limit() < data + 8 || in.limit() < data + 8 + in.getInt(data + 4) + 2) {
                    return false;
                }
                byte[] payload = new byte[in.getInt(data + 4)];
                in.position(data + 8).get(payload).position(data + 8 + payload.length + 2);
                onFrame.accept(payload.length);
                return true;
            }
        }
        return false;
    }

    @Override
    public void cancel() throws InterruptedException {
        cancelled = true;
        selector.wakeup();
        ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
