package dev.estibador.netty.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** One gRPC call that an engine makes of us. Its two directions are independent of each other. */
public interface GrpcCall {
    /** {@code /package.Service/Method}. */
    String method();

    /** What came with the call beside its messages, by lower-case name. */
    Map<String, List<String>> metadata();

    /** The messages that come, in their framing, under the terms of {@link HttpReply#body()}. */
    Flow.Publisher<ByteBuffer> body();

    /**
     * Sends a message. Completes when the engine's window had room for it; until then it must not change. Fails with a
     * {@link dev.estibador.error.ConnectionException} once the call or the connection has ended.
     */
    CompletableFuture<Void> send(ByteBuffer message);

    /** Ends the call after what was sent. Without effect once it has ended. */
    void end(GrpcStatus status);
}
