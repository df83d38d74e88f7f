package dev.estibador.netty.wire;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of one read of a connection, which go from the I/O thread to the consumer in one piece. Filled by one thread,
 * then emptied by another, with a lock between, and then filled again.
 */
final class Batch<T> implements Consumer<T> {
    private @Nullable Object[] items = new Object[8];
    private int size;
    private int next;

    /** Bytes of the connection that the items came from. */
    int bytes;

    @Override
    public void accept(T item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    int size() {
        return size;
    }

    /** Makes ready to be filled again what has been emptied. */
    void rewind() {
        size = 0;
        next = 0;
    }

    boolean hasNext() {
        return next < size;
    }

    /** The next item, which is forgotten here, so that it lives no longer than its consumer lets it. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what accept put in
    T next() {
        T item = (T) items[next];
        items[next++] = null;
        return item;
    }
}
