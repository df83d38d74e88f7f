package dev.estibador.netty.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Feeds bytes to a decoder in pieces, each of which is overwritten afterwards, as a lent buffer may be. */
final class Cuts {
    private Cuts() {}

    static <T> List<T> fed(Decoder<T> decoder, byte[] bytes, int... cuts) {
        List<T> items = new ArrayList<>();
        feed(decoder, bytes, items::add, cuts);
        return items;
    }

    /** The same, for items that matter even if a failure follows them. */
    static <T> void feed(Decoder<T> decoder, byte[] bytes, Consumer<? super T> items, int... cuts) {
        int from = 0;
        for (int cut : cuts) {
            feed(decoder, bytes, from, cut, items);
            from = cut;
        }
        feed(decoder, bytes, from, bytes.length, items);
        decoder.end(items);
    }

    private static <T> void feed(Decoder<T> decoder, byte[] bytes, int from, int to, Consumer<? super T> items) {
        ByteBuffer lent = ByteBuffer.allocateDirect(to - from);
        lent.put(bytes, from, to - from).flip();
        decoder.decode(lent.asReadOnlyBuffer(), items);
        lent.clear();
        while (lent.hasRemaining()) {
            lent.put((byte) '!');
        }
    }

    /** What comes out for every way to cut the bytes once or twice. */
    static <T> List<List<T>> everyWay(Supplier<Decoder<T>> decoder, byte[] bytes) {
        List<List<T>> results = new ArrayList<>();
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                results.add(fed(decoder.get(), bytes, first, second));
            }
        }
        return results;
    }
}
