package dev.estibador.netty.calls;

import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.wire.LogMarks;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.FrameStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A session with a process, which may have a terminal. */
final class ProcessSession extends DuplexSession<Object> implements AttachSession {
    /** Tells the engine a terminal's size. */
    interface Resize {
        CompletableFuture<Void> to(int rows, int columns);
    }

    private final Resize resize;
    private final ProcessOutput output;

    ProcessSession(
            String call,
            DuplexBytes connection,
            CompletableFuture<Framing> framing,
            SessionInput input,
            Resize resize,
            Executor executor) {
        this(call, connection, framing, new OutputView(), input, resize, executor);
    }

    private ProcessSession(
            String call,
            DuplexBytes connection,
            CompletableFuture<Framing> framing,
            OutputView view,
            SessionInput input,
            Resize resize,
            Executor executor) {
        super(call, connection, Cancellations.mapped(framing, view::decoder), input, executor);
        this.resize = resize;
        this.output =
                new ProcessOutput(call, ProcessOutput.Reading.of(call, LogMarks.NONE), view, incoming(), executor);
    }

    @Override
    public FrameStream output() {
        return output;
    }

    @Override
    public CompletableFuture<Void> resize(int rows, int columns) {
        return resize.to(rows, columns);
    }
}
