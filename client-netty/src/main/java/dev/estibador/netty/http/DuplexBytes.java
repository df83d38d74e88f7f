package dev.estibador.netty.http;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A connection that has left HTTP: its body is what comes in until the engine closes, and it can be written to. */
public interface DuplexBytes extends HttpReply {
    /** Completes when the bytes have been handed to the operating system; until then they must not change. */
    CompletableFuture<Void> write(ByteBuffer bytes);

    /** Ends our side after all that was written; what comes in goes on. */
    CompletableFuture<Void> closeOutput();

    /** Closes both sides at once. */
    void close();
}
