package dev.estibador.netty.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs each fuzz target with its seeds, and with what a few changes make of them; {@code dev/fuzz} looks further. */
class FuzzCorpusTest {
    private static final int CHANGED = 20;

    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesForItsSeedsAndTheirNeighbours(FuzzTarget target) throws Exception {
        List<Path> seeds = seeds(target);
        assertThat(seeds).hasSizeGreaterThan(1);
        target.run(new byte[0]);
        for (Path seed : seeds) {
            byte[] input = Files.readAllBytes(seed);
            runNaming(target, input, seed + " as it is");
            Random random = new Random(7);
            for (int i = 0; i < CHANGED; i++) {
                runNaming(target, changed(input, random), seed + ", change " + i);
            }
        }
    }

    private static List<Path> seeds(FuzzTarget target) throws IOException, URISyntaxException {
        Path directory = Path.of(
                FuzzCorpusTest.class.getResource("/fuzz/" + target.label()).toURI());
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        }
    }

    private static void runNaming(FuzzTarget target, byte[] input, String name) {
        try {
            target.run(input);
        } catch (Throwable e) {
            throw new AssertionError(target.label() + " with " + name, e);
        }
    }

    /** One to three times a byte is set, or a part is taken out or repeated. */
    private static byte[] changed(byte[] input, Random random) {
        byte[] changed = input.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && changed.length > 0; times--) {
            int at = random.nextInt(changed.length);
            int end = at + random.nextInt(Math.min(16, changed.length - at) + 1);
            switch (random.nextInt(3)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 ->
                    changed = joined(Arrays.copyOf(changed, at), Arrays.copyOfRange(changed, end, changed.length));
                default ->
                    changed = joined(Arrays.copyOf(changed, end), Arrays.copyOfRange(changed, at, changed.length));
            }
        }
        return changed;
    }

    private static byte[] joined(byte[] begin, byte[] end) {
        byte[] both = Arrays.copyOf(begin, begin.length + end.length);
        System.arraycopy(end, 0, both, begin.length, end.length);
        return both;
    }
}
