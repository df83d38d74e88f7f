package dev.estibador.contract;

import static dev.estibador.contract.LogDouble.line;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.LogOptions;
import dev.estibador.contract.LogDouble.End;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.StreamFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * L16: a log with a tail that is cut before its first message. The tail counts from the moment at which the engine accepted the first
 * call: what is written during the cut pushes nothing out of it.
 */
class ResumedTailContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private void follow(LogDouble log, Consumer<LogOptions.Builder> options) throws IOException {
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, log);
                var docker = engine.client()) {
            await(
                    docker.containers()
                            .logs("web", l -> {
                                l.follow(true).resume(true);
                                options.accept(l);
                            })
                            .lines()
                            .forEach(line -> lines.add(line.text())),
                    LIMIT);
        }
    }

    /** Before 10:00, when the engine accepts the call. */
    private static LogDouble logOf(int messages) {
        LogDouble log = new LogDouble().clock("10:00:00");
        IntStream.range(0, messages).forEach(i -> log.has(line("09:00:00.%09d".formatted(i), "old " + i)));
        return log;
    }

    private static void write(LogDouble log, String what, int messages) {
        IntStream.range(0, messages).forEach(i -> log.write(line("10:00:02.%09d".formatted(i), what + " " + i)));
    }

    private static List<String> expected(int from, int to, int during, int later) {
        return Stream.of(
                        IntStream.range(from, to).mapToObj(i -> "old " + i),
                        IntStream.range(0, during).mapToObj(i -> "during " + i),
                        IntStream.range(0, later).mapToObj(i -> "later " + i))
                .flatMap(all -> all)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "10, 3, 5, 2",
        "10, 9, 5, 2",
        "10, 10, 5, 2",
        "10, 11, 5, 2",
        "4, 3, 5, 0",
        "0, 3, 5, 2",
        "10, 3, 0, 0",
        "10, 3, 3000, 0",
        "3000, 1500, 3000, 1200",
        "1, 3, 3000, 2000"
    })
    void whatIsWrittenDuringTheCutPushesNothingOut(int before, int tail, int during, int later) throws IOException {
        LogDouble log = logOf(before);
        log.turn(0, End.CUT)
                .turn(() -> write(log, "during", during), Integer.MAX_VALUE, End.WHOLE)
                .turn(
                        () -> {
                            write(log, "later", later);
                            log.stop();
                        },
                        Integer.MAX_VALUE,
                        End.WHOLE);
        follow(log, l -> l.tail(tail));

        assertThat(lines).isEqualTo(expected(Math.max(0, before - tail), before, during, later));
    }

    @Test
    void theSearchForTheBeginningMayBeCutToo() throws IOException {
        LogDouble log = logOf(10);
        log.turn(0, End.CUT)
                .turn(() -> write(log, "during", 5), 4, End.CUT)
                .turn(Integer.MAX_VALUE, End.WHOLE)
                .turn(1, End.CUT)
                .turn(log::stop, Integer.MAX_VALUE, End.WHOLE);
        follow(log, l -> l.tail(3));

        assertThat(lines).isEqualTo(expected(7, 10, 5, 0));
    }

    @Test
    void aLogThatIsNotFollowedHasItsTail() throws IOException {
        LogDouble log = logOf(10);
        log.turn(0, End.CUT).turn(() -> write(log, "during", 5), Integer.MAX_VALUE, End.WHOLE);
        follow(log, l -> l.follow(false).tail(3));

        assertThat(lines).startsWith("old 7", "old 8", "old 9").doesNotHaveDuplicates();
    }

    /** Where the tail counts from is not known then. */
    @Test
    void aClockThatIsSetBackMeanwhileIsAFailure() {
        LogDouble log = logOf(10);
        log.turn(0, End.CUT).turn(() -> log.clock("09:30:00"), Integer.MAX_VALUE, End.WHOLE);

        assertThatThrownBy(() -> follow(log, l -> l.tail(3)))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("cannot resume");
    }

    @Test
    void aClockThatIsSetBackMeanwhileIsAGapForWhoAskedForIt() throws IOException {
        LogDouble log = logOf(10);
        List<String> gaps = new ArrayList<>();
        log.turn(0, End.CUT).turn(() -> log.clock("09:30:00"), Integer.MAX_VALUE, End.WHOLE);
        log.turn(log::stop, Integer.MAX_VALUE, End.WHOLE);
        follow(log, l -> l.tail(3).resume(gap -> gaps.add(gap.from().toString())));

        assertThat(gaps).containsExactly("2026-11-29T10:00:00Z");
        assertThat(lines).containsExactlyElementsOf(expected(7, 10, 0, 0));
    }
}
