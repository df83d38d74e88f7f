package dev.estibador.netty.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.netty.wire.IterationInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a tar holds, reading it takes little memory: in a JVM of 24 MiB each of these is read, or refused by an exception
 * that says why. Lesson L38.
 */
class TarMemoryTest {
    private static final long MIB = 1 << 20;
    private static final byte[] FIFO = BlockTar.entry("fifo", '6', "");
    private static final long LARGE = 400 * MIB;

    /** What each hostile tar has; {@link Reading} reads it in a JVM of its own. */
    private static final Map<String, Hostile> TARS = Map.ofEntries(
            Map.entry("a long name of GNU", () -> stream(BlockTar.header("n", 'L', LARGE), filled(LARGE))),
            Map.entry("a long link of GNU", () -> stream(BlockTar.header("n", 'K', LARGE), filled(LARGE))),
            Map.entry("a pax header", () -> stream(BlockTar.header("n", 'x', LARGE), pax(LARGE))),
            Map.entry("a pax header of Solaris", () -> stream(BlockTar.header("n", 'X', LARGE), pax(LARGE))),
            Map.entry("a global pax header", () -> stream(BlockTar.header("n", 'g', LARGE), pax(LARGE))),
            Map.entry(
                    "a size that a global pax header makes",
                    () -> new SequenceInputStream(
                            in(BlockTar.entry("g", 'g', BlockTar.pax("size", String.valueOf(LARGE)))),
                            stream(BlockTar.header("n", 'L', LARGE), filled(LARGE)))),
            Map.entry("endless empty pax headers", () -> repeated(Long.MAX_VALUE, i -> BlockTar.entry("x", 'x', ""))),
            Map.entry("endless long names", () -> repeated(Long.MAX_VALUE, i -> BlockTar.entry("x", 'L', "name " + i))),
            Map.entry(
                    "200 global pax headers",
                    () -> repeated(
                            200, i -> BlockTar.entry("g", 'g', BlockTar.pax("key" + i, "v".repeat((int) MIB - 100))))),
            Map.entry(
                    "200 global pax headers between entries",
                    () -> repeated(
                            400,
                            i -> i % 2 == 1
                                    ? BlockTar.entry("d/", '5', "")
                                    : BlockTar.entry("g", 'g', BlockTar.pax("key" + i, "v".repeat((int) MIB - 2000))))),
            Map.entry("a million fifos", () -> repeated(1_000_000, i -> FIFO)),
            Map.entry("endless zeroes after the end", () -> repeated(Long.MAX_VALUE, i -> new byte[512])),
            Map.entry(
                    "endless entries after the end",
                    () -> repeated(Long.MAX_VALUE, i -> i == 0 ? new byte[512] : FIFO)),
            Map.entry("many directories", () -> repeated(20_000, i -> BlockTar.entry("d" + i + "/", '5', ""))));

    /** The others are refused. */
    private static final Set<String> READ =
            Set.of("200 global pax headers between entries", "a million fifos", "many directories");

    private interface Hostile {
        InputStream open();
    }

    @TempDir
    Path directory;

    @Test
    void eachIsReadOrRefusedInASmallHeap() throws Exception {
        Map<String, String> results = new TreeMap<>();
        for (String line : read().split("\n", -1)) {
            String[] both = line.split("\t", 2);
            results.put(both[0], both.length > 1 ? both[1] : "");
        }
        results.remove("");

        assertThat(results.keySet()).isEqualTo(TARS.keySet());
        assertThat(results).allSatisfy((tar, result) -> {
            if (READ.contains(tar)) {
                assertThat(result).as(tar).isEqualTo("read");
            } else {
                assertThat(result).as(tar).startsWith("refused: ").contains("bytes");
            }
        });
    }

    private String read() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(directory.resolve("out"));
    }

    /** Reads each of the tars, and prints what came of it. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) {
            int number = 0;
            for (Map.Entry<String, Hostile> tar : TARS.entrySet()) {
                String result;
                try (InputStream in = tar.getValue().open()) {
                    TarExtractor.extract(in, Path.of(arguments[0], "target" + number++));
                    result = "read";
                } catch (IOException e) {
                    result = "refused: " + e.getMessage();
                } catch (Throwable e) {
                    result = "died: " + e;
                }
                System.out.println(tar.getKey() + "\t" + result);
            }
        }
    }

    private static InputStream stream(byte[] header, InputStream content) {
        return new SequenceInputStream(in(header), content);
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static InputStream filled(long size) {
        byte[] piece = "n".repeat((int) MIB).getBytes(StandardCharsets.US_ASCII);
        return repeated(size / MIB, i -> piece);
    }

    /** One record that is that long. */
    private static InputStream pax(long size) {
        return new SequenceInputStream(in((size + " comment=").getBytes(StandardCharsets.US_ASCII)), filled(size));
    }

    /** Pieces that are made as they are read, and the end mark. */
    private static InputStream repeated(long times, LongFunction<byte[]> piece) {
        return new IterationInput(new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next <= times;
            }

            @Override
            public ByteBuffer next() {
                long now = next++;
                return ByteBuffer.wrap(now < times ? piece.apply(now) : new byte[1024]);
            }
        });
    }
}
