package dev.estibador.netty.calls;

import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.wire.RawDecoder;
import dev.estibador.stream.ByteSession;
import dev.estibador.stream.EngineStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A session in a protocol that is the user's. */
final class RawSession extends DuplexSession<ByteBuffer> implements ByteSession {
    RawSession(String call, DuplexBytes connection, Executor executor) {
        super(
                call,
                connection,
                CompletableFuture.completedFuture(new RawDecoder<>(ByteBuffer::wrap)),
                SessionInput.OPEN,
                executor);
    }

    @Override
    public EngineStream<ByteBuffer> bytes() {
        return incoming();
    }
}
