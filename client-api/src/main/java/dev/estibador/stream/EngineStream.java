package dev.estibador.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * A stream that an engine sends. It is a {@link Flow.Publisher} for exactly one subscriber, and nothing is sent to the
 * engine before its first use: {@link #subscribe}, {@link #forEach}, {@link #iterate} or {@link #opened}.
 *
 * <p>Only what is asked for is read from the connection, so a slow consumer slows the engine and nobody else. A stream
 * ends with exactly one signal: completion where the engine ended it properly, else a
 * {@link dev.estibador.error.DockerException}; a stream that was cut is an error, unless it was asked to resume, as logs and
 * events can be. What a subscriber throws in {@code onNext} is its failure; what it throws in {@code onError} or
 * {@code onComplete} goes to the uncaught exception handler of the thread.
 */
public interface EngineStream<T> extends Flow.Publisher<T> {
    /**
     * Sends the call if that has not happened, and completes once the engine has accepted it, or fails as the call
     * does. Nothing of the stream is read before there is a consumer. Whoever completes this future before the engine has
     * accepted the call, as {@code orTimeout} does, cancels the stream.
     */
    CompletableFuture<Void> opened();

    /**
     * Gives each item to {@code consumer}, one at a time, and completes after the last. If the consumer throws, the
     * stream is cancelled and the future fails with what was thrown. Whoever completes the future cancels the stream:
     * {@code cancel}, {@code orTimeout}, {@code complete}.
     */
    CompletableFuture<Void> forEach(Consumer<? super T> consumer);

    /** Reads in the calling thread: for scripts, tests and virtual threads. */
    Iteration<T> iterate();

    /** Ends the stream at any stage by closing its connection; without effect once it has ended. */
    void cancel();
}
