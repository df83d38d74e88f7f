package dev.estibador.contract;

import static dev.estibador.contract.LogDouble.line;
import static dev.estibador.contract.LogDouble.piece;
import static dev.estibador.contract.LogTalk.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.LogGap;
import dev.estibador.container.LogOptions;
import dev.estibador.contract.LogDouble.End;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.DockerException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.ResumeListener;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * L16, L65: what a resumed log gives while engines end it too early, clocks are set, logs are rotated, and several lines have
 * one time: nothing is lost, duplicated or added.
 */
@ParameterizedClass
@EnumSource(
        value = Kind.class,
        names = {"UNIX_NATIVE", "TCP"})
class ResumedLogFaultsContractTest {
    private static final String PIECE = "p".repeat(16 << 10);

    @Parameter
    Kind kind;

    private final List<String> lines = new ArrayList<>();

    private void follow(LogDouble log, Consumer<LogOptions.Builder> options) throws IOException {
        try (var engine = new ScriptedEngine(kind, log);
                var docker = engine.client()) {
            await(
                    docker.containers()
                            .logs("web", l -> options.accept(l.follow(true).resume(true)))
                            .lines()
                            .forEach(line -> lines.add(line.text())),
                    LIMIT);
        }
    }

    private void follow(LogDouble log) throws IOException {
        follow(log, l -> {});
    }

    /** The engine gives up while the container runs on. */
    @Test
    void anEndThatComesTooEarlyIsNoEnd() throws IOException {
        LogDouble log = new LogDouble().has(line("10:00:00", "one"), line("10:00:01", "two"));
        log.turn(1, End.PROPER).turn(log::stop, 9, End.WHOLE);
        follow(log);

        assertThat(lines).containsExactly("one", "two");
    }

    /** The engine ends the log when it is asked to, though its clock, which has whole seconds, seems not to be there yet. */
    @Test
    void theEndThatIsAskedForIsNoInterruption() throws IOException {
        LogDouble log = new LogDouble().has(line("10:00:00", "one"));
        log.turn(9, End.PROPER).turn(9, End.PROPER);
        List<String> heard = new ArrayList<>();
        ResumeListener<LogGap> listener = new ResumeListener<>() {
            @Override
            public void gap(LogGap gap) {
                heard.add("gap");
            }

            @Override
            public void interrupted(DockerException cause) {
                heard.add("interrupted");
            }
        };
        follow(log, l -> l.until(Instant.now().plusMillis(900)).resume(listener));

        assertThat(lines).containsExactly("one");
        assertThat(heard).isEmpty();
    }

    /** The engine gives up as the container stops, and keeps back what was written last. */
    @Test
    void whatWasWrittenLastComesThoughTheContainerHasStopped() throws IOException {
        LogDouble log =
                new LogDouble().has(line("10:00:00", "one"), line("10:00:01", "two"), line("10:00:02", "three"));
        log.turn(log::stop, 1, End.PROPER);
        follow(log);

        assertThat(lines).containsExactly("one", "two", "three");
    }

    /** A terminal's long line, of which the engine gave the first pieces and ended. */
    @Test
    void aTerminalsLineThatTheEngineGaveUpInComesWhole() throws IOException {
        LogDouble log = new LogDouble(true)
                .has(piece("10:00:00", PIECE), piece("10:00:00", PIECE), piece("10:00:00", "end\r\n"));
        log.turn(log::stop, 2, End.PROPER);
        follow(log);

        assertThat(lines).containsExactly(PIECE + PIECE + "end");
    }

    /** The engine was killed inside the line, so that its pieces have two times. */
    @Test
    void theTimesOfALinesPiecesAreNotText() throws IOException {
        LogDouble log = new LogDouble(true)
                .has(
                        piece("10:00:11", PIECE),
                        piece("10:00:11.500000000", PIECE),
                        piece("10:00:11.500000000", "end\r\n"),
                        line("10:00:12", "next"));
        log.stop();
        follow(log);

        assertThat(lines).containsExactly(PIECE + PIECE + "end", "next");
    }

    /** The engine's tail counts both sources. */
    @Test
    void whatTheOtherSourceHasWrittenHidesNothing() throws IOException {
        LogDouble log = new LogDouble().has(error("10:00:00", "no"), line("10:00:00", "one"));
        log.turn(2, End.CUT)
                .turn(
                        () -> {
                            log.write(line("10:00:01", "two"));
                            for (int i = 0; i < 3000; i++) {
                                log.write(error("10:00:02", "no " + i));
                            }
                            log.write(line("10:00:03", "three"));
                            log.stop();
                        },
                        Integer.MAX_VALUE,
                        End.WHOLE);
        follow(log, l -> l.stderr(false).tail(1));

        assertThat(lines).containsExactly("one", "two", "three");
    }

    /** Of what was written after the end that was asked for, the engine's tail counts all, too. */
    @Test
    void whatWasWrittenAfterTheEndThatIsAskedForHidesNothing() throws IOException {
        LogDouble log = new LogDouble();
        for (int i = 0; i < 1100; i++) {
            log.write(line("10:00:00", "wanted " + i));
        }
        for (int i = 0; i < 1100; i++) {
            log.write(line("11:00:00", "late " + i));
        }
        log.turn(1050, End.CUT);
        follow(log, l -> l.follow(false).until(Instant.parse("2026-11-29T10:30:00Z")));

        assertThat(lines)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1100).mapToObj(i -> "wanted " + i).toList());
    }

    private static LogDouble.Message error(String time, String text) {
        return new LogDouble.Message(2, "2026-11-29T" + time + "Z", text + "\n");
    }

    @Test
    void aTailThatBeginsAmongLinesOfOneTimeIsNotDuplicated() throws IOException {
        LogDouble log = new LogDouble()
                .has(
                        line("10:00:00", "same 1"),
                        line("10:00:00", "same 2"),
                        line("10:00:00", "same 3"),
                        line("10:00:00", "same 4"));
        log.turn(2, End.CUT)
                .turn(
                        () -> {
                            log.write(line("10:00:00", "same 5"));
                            log.stop();
                        },
                        9,
                        End.WHOLE);
        follow(log, l -> l.tail(2));

        assertThat(lines).containsExactly("same 3", "same 4", "same 5");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTailThatBeginsInALongLineIsNotDuplicated(boolean tty) throws IOException {
        LogDouble log = new LogDouble(tty)
                .has(
                        piece("10:00:00", "d".repeat(16 << 10)),
                        piece("10:00:00", "e".repeat(16 << 10)),
                        piece("10:00:00", "f".repeat(16 << 10)),
                        line("10:00:00", "end"));
        log.turn(3, End.CUT).turn(log::stop, 9, End.WHOLE);
        follow(log, l -> l.tail(3));

        assertThat(lines).containsExactly("e".repeat(16 << 10) + "f".repeat(16 << 10) + "end");
    }

    /** Nobody can tell which of them were given: that is said, or it is right. */
    @Test
    void whereNobodyCanTellThePlaceItIsAFailure() {
        LogDouble log = new LogDouble()
                .has(
                        piece("10:00:00", PIECE),
                        piece("10:00:00", PIECE),
                        piece("10:00:00", PIECE),
                        piece("10:00:00", PIECE));
        log.turn(2, End.CUT)
                .turn(
                        () -> {
                            log.write(piece("10:00:00", PIECE), line("10:00:00", "end"));
                            log.stop();
                        },
                        9,
                        End.WHOLE);

        assertThatThrownBy(() -> follow(log, l -> l.tail(2)))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("cannot resume");
    }

    /** By 0.4 and by 10 seconds, while nobody was connected. */
    @ParameterizedTest
    @ValueSource(strings = {"10:00:00.600000000", "09:59:51", "10:00:11", "11:00:00"})
    void aClockThatIsSetDuringACutLosesNothing(String after) throws IOException {
        LogDouble log = new LogDouble().has(line("09:59:59", "one"), line("10:00:01", "two"));
        log.turn(2, End.CUT)
                .turn(
                        () -> {
                            log.write(
                                    line(after, "three"), line(after, "four"), line(after, "five"), line(after, "six"));
                            log.stop();
                        },
                        9,
                        End.WHOLE);
        follow(log);

        assertThat(lines).containsExactly("one", "two", "three", "four", "five", "six");
    }

    /** Before a cut, and once more before the next. */
    @ParameterizedTest
    @ValueSource(strings = {"10:00:00.600000000", "09:59:51", "10:00:11", "11:00:00"})
    void aClockThatWasSetBeforeACutLosesNothing(String after) throws IOException {
        LogDouble log = new LogDouble()
                .has(line("09:59:59", "one"), line("10:00:01", "two"), line(after, "three"), line(after, "four"));
        log.turn(3, End.CUT)
                .turn(() -> log.write(line("09:00:00", "five"), line("09:00:01", "six")), 5, End.CUT)
                .turn(log::stop, 9, End.WHOLE);
        follow(log);

        assertThat(lines).containsExactly("one", "two", "three", "four", "five", "six");
    }

    /** As Docker 20.10 repeats up to 44 lines of a followed log when its file is rotated. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30})
    void linesThatTheEngineRepeatsComeOnce(int repeated) throws IOException {
        LogDouble log = new LogDouble();
        LogDouble.Message[] messages = new LogDouble.Message[60];
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) {
            messages[i] = line("10:00:%02d".formatted(i / 20) + ".0000%05d".formatted(i), "line " + i % 7);
            expected.add("line " + i % 7);
        }
        log.has(messages);
        LogDouble repeating = new LogDouble();
        repeating.has(Arrays.copyOf(messages, 40));
        repeating.has(Arrays.copyOfRange(messages, 40 - repeated, 60));
        repeating.stop();
        log.stop();
        // what the file holds is what requests after the first one get
        int[] number = {0};
        try (var engine = new ScriptedEngine(kind, c -> (number[0]++ == 0 ? repeating : log).play(c));
                var docker = engine.client()) {
            await(
                    docker.containers()
                            .logs("web", l -> l.follow(true).resume(true))
                            .lines()
                            .forEach(line -> lines.add(line.text())),
                    LIMIT);
        }
        assertThat(lines).isEqualTo(expected);
    }

    /** Lines of one time and one text are lines all the same. */
    @Test
    void linesThatAreAlikeAreGivenAsOftenAsTheyStandThere() throws IOException {
        LogDouble log = new LogDouble()
                .has(line("10:00:00", "a"), line("10:00:00", "a"), line("10:00:00", "a"), line("10:00:00", "b"));
        log.turn(2, End.CUT).turn(log::stop, 9, End.WHOLE);
        follow(log);

        assertThat(lines).containsExactly("a", "a", "a", "b");
    }

    /** The log was emptied; nothing is there to be compared. */
    @Test
    void aLogThatEndsWithoutWhatWasGivenFails() {
        LogDouble log =
                new LogDouble().has(line("10:00:00", "one"), line("10:00:01", "two"), line("10:00:02", "three"));
        log.turn(3, End.CUT)
                .turn(
                        () -> {
                            log.rotate();
                            log.stop();
                        },
                        9,
                        End.WHOLE);

        assertThatThrownBy(() -> follow(log))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("cannot resume");
        assertThat(lines).containsExactly("one", "two", "three");
    }

    /** The first request, too. */
    @Test
    void aConnectionThatIsCutBeforeItsHeadIsMadeAgain() throws IOException {
        LogDouble log = new LogDouble().has(line("10:00:00", "one"));
        log.turn(0, End.NO_HEAD).turn(0, End.NO_HEAD).turn(log::stop, 9, End.WHOLE);
        follow(log);

        assertThat(lines).containsExactly("one");
    }

    /** The log goes on with all that is there, and a line that was begun before is not joined to one that comes after. */
    @Test
    void aGapIsReportedToWhoAskedForIt() throws IOException {
        LogDouble log = new LogDouble().has(line("10:00:00", "one"), piece("10:00:01", "two ..."));
        log.turn(2, End.CUT)
                .turn(
                        () -> {
                            log.rotate();
                            log.write(line("10:00:09", "five"), line("10:00:10", "six"));
                            log.stop();
                        },
                        9,
                        End.WHOLE);
        List<LogGap> gaps = new ArrayList<>();
        follow(
                log,
                l -> l.resume(new ResumeListener<>() {
                    @Override
                    public void gap(LogGap gap) {
                        gaps.add(gap);
                        lines.add("gap");
                    }

                    @Override
                    public void interrupted(DockerException cause) {
                        lines.add("interrupted");
                    }

                    @Override
                    public void resumed() {
                        lines.add("resumed");
                    }
                }));

        assertThat(lines).containsExactly("one", "interrupted", "resumed", "two ...", "gap", "five", "six");
        assertThat(gaps.get(0).from()).isEqualTo(Instant.parse("2026-11-29T10:00:01Z"));
    }

    /** L6: whatever it is. */
    @Test
    void aListenerThatThrowsFailsTheStreamAndNothingElse() throws IOException {
        LogDouble log = new LogDouble().has(line("10:00:00", "one"));
        log.turn(1, End.CUT).turn(log::stop, 9, End.WHOLE);
        try (var engine = new ScriptedEngine(kind, log);
                var docker = engine.client()) {
            var failing = docker.containers()
                    .logs("web", l -> l.follow(true).resume(new ResumeListener<>() {
                        @Override
                        public void gap(LogGap gap) {}

                        @Override
                        public void interrupted(DockerException cause) {
                            throw new AssertionError("thrown by the listener");
                        }
                    }))
                    .lines()
                    .forEach(line -> lines.add(line.text()));
            assertThatThrownBy(() -> await(failing, LIMIT)).hasStackTraceContaining("thrown by the listener");
            assertThat(lines).containsExactly("one");

            log.stop();
            await(docker.containers().logs("web").forEach(frame -> lines.add(frame.text())), LIMIT);
            assertThat(lines).containsExactly("one", "2026-11-29T10:00:00Z one\n");
        }
    }
}
