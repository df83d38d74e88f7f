package dev.estibador.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.matrix.DefaultEngineOnly;
import dev.estibador.matrix.OnOneJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * L5, L6, L9, L26, L28, L48: whatever is done to a connection at whatever moment, an operation ends within its limits, with the right value
 * or a {@code DockerException}, and leaves nothing behind. By default each operation meets each fault once; {@code -Dfaults=all} is the
 * whole matrix, and {@code -Dfaults=NAME} the cells whose names begin so.
 */
@DefaultEngineOnly("the engine is only what speaks; it is the client that is tested")
@OnOneJava("is about the wire, and long")
class FaultsEngineTest {
    private static final Duration TO_END = Duration.ofSeconds(15);
    /** Descriptors that the JDK opens once, such as of jars and of random numbers. */
    private static final int SPARE_DESCRIPTORS = 16;

    private static FaultMatrix.Part part() {
        String wanted = System.getProperty("faults", "part");
        return wanted.equals("part")
                ? FaultMatrix.Part.EACH_FAULT_ONCE
                : wanted.equals("all") ? FaultMatrix.Part.ALL : FaultMatrix.Part.named(wanted);
    }

    /** So many cells there are in that part at least. */
    private static int least() {
        return switch (System.getProperty("faults", "part")) {
            case "part" -> 500;
            case "all" -> 2_000;
            default -> 1;
        };
    }

    private static List<Operation> operations(Stage stage) {
        List<Operation> all = new ArrayList<>();
        all.addAll(ValueOperations.on(stage));
        all.addAll(StreamOperations.on(stage));
        all.addAll(SessionOperations.on(stage));
        all.addAll(TransferOperations.on(stage));
        return all;
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everyCellEndsRightly() throws Exception {
        List<CellResult> results;
        List<String> leaks;
        try (Stage stage = new Stage()) {
            Left before = Left.now();
            results = new FaultMatrix(Stage.engine(), operations(stage), part()).run();
            leaks = Left.beyond(before);
        }
        FaultReport report = new FaultReport(results, leaks);
        report.write();
        System.out.println("faults: " + report.totals());
        assertThat(results).hasSizeGreaterThanOrEqualTo(least());
        assertThat(report.problems()).isEmpty();
    }

    /** What this process has, besides buffers, over which {@link dev.estibador.leaks.NoLeaks} watches. */
    private record Left(long threads, long descriptors) {
        static Left now() throws IOException {
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("estibador-"))
                    .count();
            try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
                return new Left(threads, all.count());
            }
        }

        /** What there is more than before, once all has had the time to end. */
        static List<String> beyond(Left before) throws IOException, InterruptedException {
            long end = System.nanoTime() + TO_END.toNanos();
            Left now = now();
            while (now.isMoreThan(before) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(100); // between two looks; nothing says when a thread has ended
                now = now();
            }
            return now.isMoreThan(before) ? List.of("left: " + now + ", before: " + before) : List.of();
        }

        private boolean isMoreThan(Left before) {
            return threads > before.threads || descriptors > before.descriptors + SPARE_DESCRIPTORS;
        }
    }
}
