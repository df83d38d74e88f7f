package dev.estibador.netty.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Bytes of a stream to its items, however they were cut on their way. Not thread-safe. Failures are
 * {@link dev.estibador.error.DockerException}s.
 */
public interface Decoder<T> {
    /** Takes all of {@code bytes}, which are lent, and gives the items that are now whole. */
    void decode(ByteBuffer bytes, Consumer<? super T> items);

    /** What comes next does not continue what came before: gives what was held back for that. */
    default void breakOff(Consumer<? super T> items) {}

    /** The stream has ended properly; fails if that was in the middle of an item. */
    void end(Consumer<? super T> items);
}
