package dev.estibador.netty.wire;

import dev.estibador.error.DockerException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Holds a decoder to its promise: what it gives, and with which failure it ends, does not depend on how the bytes were split.
 * A failure that is not a {@link DockerException} is thrown.
 */
public final class Splits {
    private static final int RANDOM_SPLITS = 3;

    private Splits() {}

    /** Compares what comes out as one text, made of the text of each item, so that items may be split as well. */
    public static <T> void check(Supplier<Decoder<T>> decoder, byte[] bytes, Function<? super T, String> text) {
        String whole = outcome(decoder.get(), bytes, text);
        same(
                whole,
                outcome(
                        decoder.get(),
                        bytes,
                        text,
                        IntStream.range(1, bytes.length).toArray()),
                "byte by byte");
        same(whole, outcome(new OnHeap<>(decoder.get()), bytes, text), "on the heap");
        Random random = new Random(Arrays.hashCode(bytes));
        for (int i = 0; i < RANDOM_SPLITS; i++) {
            int[] cuts = random.ints(1 + random.nextInt(4), 0, bytes.length + 1)
                    .sorted()
                    .toArray();
            same(whole, outcome(decoder.get(), bytes, text, cuts), Arrays.toString(cuts));
            same(
                    whole,
                    outcome(new OnHeap<>(decoder.get()), bytes, text, cuts),
                    "on the heap " + Arrays.toString(cuts));
        }
    }

    private static <T> String outcome(Decoder<T> decoder, byte[] bytes, Function<? super T, String> text, int... cuts) {
        StringBuilder all = new StringBuilder();
        try {
            Cuts.feed(decoder, bytes, item -> all.append(text.apply(item)), cuts);
        } catch (DockerException e) {
            all.append("\nfails with ").append(e.getClass());
        }
        return all.toString();
    }

    private static void same(String whole, String split, String how) {
        if (!whole.equals(split)) {
            throw new AssertionError("split " + how + " it gives\n" + split + "\nand whole\n" + whole);
        }
    }

    /** Decodes a writable copy that lies somewhere in an array, as the bytes of a connection do. */
    private static final class OnHeap<T> implements Decoder<T> {
        private final Decoder<T> decoder;

        OnHeap(Decoder<T> decoder) {
            this.decoder = decoder;
        }

        @Override
        public void decode(ByteBuffer bytes, Consumer<? super T> items) {
            int before = 3;
            byte[] array = new byte[before + bytes.remaining() + 2];
            int length = bytes.remaining();
            bytes.get(array, before, length);
            decoder.decode(ByteBuffer.wrap(array, before, length).slice(), items);
        }

        @Override
        public void end(Consumer<? super T> items) {
            decoder.end(items);
        }
    }
}
