package dev.estibador.netty.session;

import dev.estibador.netty.http.GrpcCall;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Sends messages of one call, and waits while many are on their way. A wait ends with the call, at the latest. */
final class Outbox {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_MESSAGES = 256;

    private final GrpcCall call;
    private final Deque<OnTheWay> onTheWay = new ArrayDeque<>();
    private int bytes;

    Outbox(GrpcCall call) {
        this.call = call;
    }

    /** The message must not change any more. */
    void send(ByteBuffer message) {
        int size = message.remaining();
        onTheWay.add(new OnTheWay(call.send(message), size));
        bytes += size;
        while (bytes > MOST_BYTES || onTheWay.size() > MOST_MESSAGES) {
            awaitFirst();
        }
    }

    void flush() {
        while (!onTheWay.isEmpty()) {
            awaitFirst();
        }
    }

    private void awaitFirst() {
        OnTheWay first = onTheWay.remove();
        first.sent.join();
        bytes -= first.size;
    }

    private record OnTheWay(CompletableFuture<Void> sent, int size) {}
}
