package dev.estibador.netty.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What another decoder makes of one read of the connection as one item: for consumers that do better with many at once. */
public final class Batches<T> implements Decoder<List<T>> {
    private final Decoder<T> single;

    public Batches(Decoder<T> single) {
        this.single = single;
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super List<T>> items) {
        List<T> batch = new ArrayList<>();
        try {
            single.decode(bytes, batch::add);
        } finally {
            give(batch, items);
        }
    }

    @Override
    public void end(Consumer<? super List<T>> items) {
        List<T> batch = new ArrayList<>();
        try {
            single.end(batch::add);
        } finally {
            give(batch, items);
        }
    }

    private static <T> void give(List<T> batch, Consumer<? super List<T>> items) {
        if (!batch.isEmpty()) {
            items.accept(batch);
        }
    }
}
