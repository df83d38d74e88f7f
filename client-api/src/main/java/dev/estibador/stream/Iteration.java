package dev.estibador.stream;

import java.time.Duration;
import java.util.Iterator;

/**
 * A stream as a loop: {@code try (var frames = stream.iterate()) { for (OutputFrame f : frames) .. }}. For one thread at
 * a time; waiting blocks it. The iterator throws the stream's {@link dev.estibador.error.DockerException} where the
 * stream fails. Leaving the loop early and closing cancels the stream.
 */
public interface Iteration<T> extends Iterable<T>, AutoCloseable {
    /** The one iterator of this stream, always the same. */
    @Override
    Iterator<T> iterator();

    /**
     * Waits for at most that long until {@code hasNext} would answer without waiting, and says whether it would. The
     * stream stays as it is either way.
     */
    boolean await(Duration timeout);

    /** Cancels the stream if it has not ended; harmless twice, and allowed from another thread. */
    @Override
    void close();
}
