package dev.estibador.netty.calls;

import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.OutputFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A session with a process, which may have a terminal. */
final class ProcessSession extends DuplexSession<OutputFrame> implements AttachSession {
    /** Tells the engine a terminal's size. */
    interface Resize {
        CompletableFuture<Void> to(int rows, int columns);
    }

    private final Resize resize;

    ProcessSession(
            String call,
            DuplexBytes connection,
            CompletableFuture<Decoder<OutputFrame>> decoder,
            Resize resize,
            Executor executor) {
        super(call, connection, decoder, executor);
        this.resize = resize;
    }

    @Override
    public EngineStream<OutputFrame> output() {
        return incoming();
    }

    @Override
    public CompletableFuture<Void> resize(int rows, int columns) {
        return resize.to(rows, columns);
    }
}
