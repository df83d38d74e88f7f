package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.netty.wire.Decoder;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a stream that resumes has to say between its items: calls of the user's listener, which become items of their own, and the
 * failure that ends it. Used by one thread at a time, as the stream's bytes are.
 */
final class Signals {
    /** An item that is a call. */
    record Signal(Runnable call) {}

    /** @param breaks whether what comes after it does not continue what came before */
    private record Waiting(Signal signal, boolean breaks) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>(2);
    private @Nullable DockerException failure;

    boolean areWaiting() {
        return failure != null || !waiting.isEmpty();
    }

    void add(Runnable call) {
        waiting.add(new Waiting(new Signal(call), false));
    }

    /** A call after which nothing continues what came before. */
    void addBreak(Runnable call) {
        waiting.add(new Waiting(new Signal(call), true));
    }

    /** The stream fails, once all before that was given. */
    void fail(DockerException cause) {
        failure = cause;
    }

    /** Items and signals, in their order. */
    Decoder<Object> among(Decoder<?> items) {
        return new Decoder<>() {
            @Override
            public void decode(ByteBuffer bytes, Consumer<? super Object> to) {
                give(items, to);
                items.decode(bytes, to);
            }

            @Override
            public void end(Consumer<? super Object> to) {
                give(items, to);
                items.end(to);
            }
        };
    }

    /** Gives what waits. */
    void give(Decoder<?> items, Consumer<? super Object> to) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.breaks) {
                items.breakOff(to);
            }
            to.accept(next.signal);
        }
        if (failure != null) {
            throw failure;
        }
    }
}
