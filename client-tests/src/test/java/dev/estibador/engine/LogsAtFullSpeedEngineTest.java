package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.container.LogConfig;
import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import dev.estibador.stream.OutputFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a container writes as fast as it can is what a follower of its log reads, byte for byte: 1 GiB in all. Each place is
 * told from any other, since bursts and lines are numbered and the rest is noise, which is made here again. The engine is
 * the one that is slow: an engine 20.10 logs some 25,000 lines a second, whatever their length, so most of it is in frames
 * of 16 KiB. {@code -Destibador.logs.factor=10} gives ten times as much.
 */
@DefaultEngineOnly("measures this client at a speed that is the same on every engine")
@OnOneJava("is about bytes and files, which no Java has its own way with")
class LogsAtFullSpeedEngineTest {
    private static final int FACTOR = Integer.getInteger("estibador.logs.factor", 1);
    private static final Duration LONG = Duration.ofMinutes(4L * FACTOR);
    private static final int MIB = 1 << 20;
    private static final int LONGEST_FRAME = 16 << 10;

    /** What is written: the same burst again and again, with its number after it. */
    private enum Output {
        YES("local", "yes | head -c 65536", 8),
        LINES("local", "cat /data", 16),
        LONG_LINES("json-file", "cat /data", 512),
        BINARY("local", "cat /data", 512);

        private final String driver;
        private final String command;
        private final int bursts;

        Output(String driver, String command, int bursts) {
            this.driver = driver;
            this.command = command;
            this.bursts = bursts * FACTOR;
        }

        byte[] burst() {
            return switch (this) {
                case YES -> "y\n".repeat(1 << 15).getBytes(StandardCharsets.US_ASCII);
                case LINES -> lines(100);
                case LONG_LINES -> lines(1 << 18);
                case BINARY -> noise();
            };
        }

        /** Bytes of any value, in lines of one frame each. */
        private static byte[] noise() {
            byte[] noise = new byte[MIB];
            new Random(42).nextBytes(noise);
            for (int i = 0; i < noise.length; i++) {
                boolean end = (i + 1) % LONGEST_FRAME == 0;
                noise[i] = end ? (byte) '\n' : noise[i] == '\n' ? 0 : noise[i];
            }
            return noise;
        }

        private static byte[] lines(int length) {
            Random random = new Random(length);
            StringBuilder lines = new StringBuilder(MIB);
            while (lines.length() + length <= MIB) {
                lines.append(String.format(Locale.ROOT, "%07d ", lines.length() / length));
                while (lines.length() % length != length - 1) {
                    lines.append((char) ('!' + random.nextInt(94)));
                }
                lines.append('\n');
            }
            return lines.toString().getBytes(StandardCharsets.US_ASCII);
        }

        String script() {
            return "i=0; while [ $i -lt " + bursts + " ]; do " + command
                    + "; echo burst $i; i=$((i+1)); done; exec sleep 100000";
        }
    }

    /** Compares what comes with what was written. */
    private static final class Comparison {
        private final byte[] content;
        private final int bursts;
        private final CompletableFuture<Void> whole = new CompletableFuture<>();
        private ByteBuffer expected;
        private boolean insideBurst = true;
        private int burst;
        private long bytes;
        private long frames;
        private int longest;

        Comparison(byte[] content, int bursts) {
            this.content = content;
            this.bursts = bursts;
            expected = ByteBuffer.wrap(content);
        }

        void take(OutputFrame frame) {
            ByteBuffer came = frame.bytes();
            frames++;
            longest = Math.max(longest, frame.size());
            while (came.hasRemaining()) {
                if (!expected.hasRemaining()) {
                    next();
                }
                int size = Math.min(came.remaining(), expected.remaining());
                int wrong = came.slice(came.position(), size).mismatch(expected.slice(expected.position(), size));
                assertThat(wrong)
                        .as("the first wrong byte after %d in burst %d", bytes, burst)
                        .isNegative();
                came.position(came.position() + size);
                expected.position(expected.position() + size);
                bytes += size;
            }
            checkWhole();
        }

        private void next() {
            expected = insideBurst
                    ? ByteBuffer.wrap(("burst " + burst++ + "\n").getBytes(StandardCharsets.US_ASCII))
                    : ByteBuffer.wrap(content);
            insideBurst = !insideBurst;
        }

        private void checkWhole() {
            if (burst == bursts && !expected.hasRemaining()) {
                whole.complete(null);
            }
        }
    }

    /**
     * The driver {@code local} keeps what is not UTF-8, where {@code json-file} writes it anew; but the one of an engine 20.10
     * forgets the end of a line that is longer than a frame, and the other one's follower gives up when the container stops, so
     * the container stays until all has come. No file is rotated, for a follower may lose lines then.
     */
    @ParameterizedTest
    @EnumSource(Output.class)
    void arriveWholeHoweverTheyAreWritten(Output output) {
        try (Harbor harbor = new Harbor(Reach.UNIX_NATIVE)) {
            var containers = harbor.docker.containers();
            String id = harbor.create(c -> c.cmd("sh", "-c", output.script())
                    .host(h -> h.logConfig(LogConfig.builder()
                            .type(output.driver)
                            .config("max-size", "100g")
                            .build())));
            byte[] burst = output.burst();
            await(containers.copyIn(id, "/", f -> f.bytes("data", burst)), LIMIT);
            Comparison comparison = new Comparison(burst, output.bursts);
            long began = System.nanoTime();
            await(containers.start(id), LIMIT);
            var all = containers.logs(id, l -> l.follow(true)).forEach(comparison::take);
            await(CompletableFuture.anyOf(all, comparison.whole), LONG);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "followed %s: %.1f MiB in %.1f s, %.1f MiB/s, %.0f frames/s%n",
                    output,
                    comparison.bytes / (double) MIB,
                    seconds,
                    comparison.bytes / seconds / MIB,
                    comparison.frames / seconds);

            assertThat(comparison.whole)
                    .as("it ended after burst %d", comparison.burst)
                    .isDone();
            await(containers.kill(id), LIMIT);
            await(all, LIMIT);
            assertThat(comparison.longest).isLessThanOrEqualTo(LONGEST_FRAME);
        }
    }
}
