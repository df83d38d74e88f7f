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
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a tar holds, reading it takes little memory: in a JVM of 32 MiB each of these is read, or refused by an exception
 * that says why. Lesson L38.
 */
class TarMemoryTest {
    private static final long MIB = 1 << 20;
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
            Map.entry("a million fifos", () -> repeated(1_000_000, i -> BlockTar.entry("fifo" + i, '6', ""))),
            Map.entry("endless zeroes after the end", () -> repeated(Long.MAX_VALUE, i -> new byte[512])),
            Map.entry(
                    "endless entries after the end",
                    () -> repeated(Long.MAX_VALUE, i -> i == 0 ? new byte[512] : BlockTar.entry("e" + i, '6', ""))),
            Map.entry("many directories", () -> repeated(60_000, i -> BlockTar.entry("d" + i + "/", '5', ""))));

    private interface Hostile {
        InputStream open();
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a long name of GNU",
                "a long link of GNU",
                "a pax header",
                "a pax header of Solaris",
                "a global pax header",
                "a size that a global pax header makes",
                "endless empty pax headers",
                "endless long names",
                "200 global pax headers",
                "endless zeroes after the end",
                "endless entries after the end"
            })
    void isRefused(String tar) throws Exception {
        assertThat(read(tar)).startsWith("refused: ").contains("bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 global pax headers between entries", "a million fifos", "many directories"})
    void isRead(String tar) throws Exception {
        assertThat(read(tar)).isEqualTo("read");
    }

    /** Each of the tars is in one of the tests. */
    @Test
    void allAreTested() {
        assertThat(TARS).hasSize(14);
    }

    private String read(String tar) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        tar,
                        directory.resolve("target").toString())
                .redirectError(directory.resolve("err").toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(directory.resolve("out")) + Files.readString(directory.resolve("err"));
    }

    /** Reads one of the tars, and prints what came of it. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) throws IOException {
            Path target = Path.of(arguments[1]);
            try (InputStream tar = TARS.get(arguments[0]).open()) {
                TarExtractor.extract(tar, target);
                System.out.print("read");
            } catch (IOException e) {
                System.out.print("refused: " + e.getMessage());
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
