package dev.estibador.stream;

import static dev.estibador.stream.TerminalProgressTest.screen;
import static dev.estibador.stream.Traces.cached;
import static dev.estibador.stream.Traces.done;
import static dev.estibador.stream.Traces.failed;
import static dev.estibador.stream.Traces.output;
import static dev.estibador.stream.Traces.part;
import static dev.estibador.stream.Traces.parts;
import static dev.estibador.stream.Traces.running;
import static dev.estibador.stream.Traces.steps;
import static dev.estibador.stream.Traces.traced;
import static dev.estibador.stream.Traces.waiting;
import static dev.estibador.stream.Traces.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** L42: what BuildKit tells of a build, as {@link TerminalProgress} shows it. */
class TraceLinesTest {
    private final StringBuilder out = new StringBuilder();
    private Instant now = Instant.EPOCH;

    private TerminalProgress terminal(int columns) {
        return TerminalProgress.drawn(out, columns, () -> now);
    }

    private void pass(int millis) {
        now = now.plusMillis(millis);
    }

    private static String plain(Progress... messages) {
        StringBuilder written = new StringBuilder();
        TerminalProgress shown = TerminalProgress.plain(written);
        Arrays.stream(messages).forEach(shown::take);
        shown.ended(null);
        return written.toString();
    }

    @Test
    void elsewhereAStepHasLinesFromItsBeginningToItsEnd() {
        assertThat(plain(
                        steps(waiting("a", "[1/3] FROM acme/base"), waiting("b", "[2/3] RUN make")),
                        steps(running("a", "[1/3] FROM acme/base", 0)),
                        parts(part("a", "sha256:1", 5, 10_000, 0), part("a", "resolve acme/base", 0, 0, 0)),
                        parts(whole("a", "sha256:1", 10_000, 0, 300), whole("a", "resolve acme/base", 0, 0, 100)),
                        parts(whole("a", "sha256:1", 10_000, 0, 300)),
                        steps(done("a", "[1/3] FROM acme/base", 0, 400)),
                        steps(cached("b", "[2/3] RUN make")),
                        steps(cached("b", "[2/3] RUN make")),
                        steps(running("c", "[3/3] RUN test", 500)),
                        output("c", 912, "a line of its "),
                        output("c", 1000, "output\nand one without an end"),
                        steps(done("c", "[3/3] RUN test", 500, 1700))))
                .isEqualTo("""
                        #1 [1/3] FROM acme/base
                        #1 sha256:1 10.0kB / 10.0kB 0.3s done
                        #1 resolve acme/base 0.1s done
                        #1 DONE 0.4s

                        #2 [2/3] RUN make
                        #2 CACHED

                        #3 [3/3] RUN test
                        #3 0.500 a line of its output
                        #3 and one without an end
                        #3 DONE 1.2s
                        """);
    }

    @Test
    void aStepThatBeginsAgainHasOneNumberAndTheTimeOfBoth() {
        assertThat(plain(
                        steps(running("a", "FROM x", 0)),
                        steps(done("a", "FROM x", 0, 1000)),
                        steps(running("a", "FROM x", 5000)),
                        steps(done("a", "FROM x", 5000, 5500))))
                .isEqualTo("#1 FROM x\n#1 DONE 1.0s\n#1 DONE 1.5s\n");
    }

    @Test
    void whatIsToldAtOnceIsSaidStepByStep() {
        assertThat(plain(
                        steps(running("r", "RUN make", 0)),
                        steps(cached("a", "COPY a"), cached("b", "COPY b"), done("r", "RUN make", 0, 100))))
                .isEqualTo("""
                        #1 RUN make

                        #2 COPY a
                        #2 CACHED

                        #3 COPY b
                        #3 CACHED
                        #1 DONE 0.1s
                        """);
    }

    @Test
    void whyABuildHasFailedIsSaidOnceMoreAtItsEnd() {
        TerminalProgress shown = TerminalProgress.plain(out);
        shown.take(steps(running("a", "RUN exit 3", 0), running("b", "RUN sleep", 0)));
        shown.take(output("b", 100, "asleep\nand "));
        shown.take(output("a", 100, "last\nwords"));
        shown.take(steps(
                failed("a", "RUN exit 3", 0, 200, "exit code: 3"),
                failed("b", "RUN sleep", 0, 200, "failed to solve: context canceled")));
        shown.ended(new IllegalStateException());

        assertThat(out.toString()).isEqualTo("""
                #1 RUN exit 3

                #2 RUN sleep
                #2 0.100 asleep
                #1 0.100 last
                #1 words
                #1 ERROR: exit code: 3
                #2 and\s
                #2 CANCELED
                ------
                 > RUN exit 3:
                last
                words
                ------
                """);
    }

    @Test
    void outputOfAStepThatIsCutOffIsNotLost() {
        assertThat(plain(steps(running("a", "RUN x", 0)), output("a", 0, "no end")))
                .isEqualTo("#1 RUN x\n#1 no end\n");
    }

    @Test
    void aWarningIsALineOfItsStep() {
        var warning = new BuildTrace.Warning("a", 1, "do not shout", List.of(), "");
        assertThat(plain(
                        steps(running("a", "FROM x", 0)),
                        traced(new BuildTrace(List.of(), List.of(), List.of(), List.of(warning)))))
                .isEqualTo("#1 FROM x\n#1 WARN: do not shout\n");
    }

    @Test
    void whatIsToldOfAStepThatIsNotKnownIsLeftOut() {
        assertThat(plain(output("x", 0, "a\n"), parts(whole("x", "b", 1, 0, 1))))
                .isEmpty();
    }

    @Test
    void noNameNorOutputMovesTheCursor() {
        String plain = plain(
                steps(running("a", "\u001b[2JRUN\r\n \u009bx", 0)),
                parts(whole("a", "sha\u0007", 1, 0, 1)),
                output("a", 0, "\u001b[1;31mred\u001b[0m \u001b]0;title\u0007\ttab\u001b7\u001b(B\r\n"),
                output("a", 0, "10%\r50%\r100%\r\r\n"),
                steps(failed("a", "x", 0, 0, "a\nb")));
        assertThat(plain)
                .contains(
                        "#1  [2JRUN    x\n#1 sha  1B / 1B 0.0s done\n#1 0.000 red  tab\n#1 0.000 100%\n#1 ERROR: a b\n");

        TerminalProgress shown = terminal(60);
        shown.take(steps(running("a", "\u001b[2J\rRUN x", 0)));
        shown.take(output("a", 0, "\u001b[31mred\u001b[0m\n"));
        shown.ended(null);
        assertThat(screen(out.toString())).hasSize(4).contains(" => => # red");
    }

    @Test
    void aTerminalHasALineForEachStepThatIsDrawnAgain() {
        TerminalProgress shown = terminal(50);
        shown.take(steps(
                done("i", "[internal] load build definition", 0, 40),
                cached("a", "[1/3] FROM acme/base"),
                running("b", "[2/3] RUN make", 1000),
                waiting("c", "[3/3] RUN test")));
        for (int i = 0; i < 7; i++) {
            shown.take(output("b", 1000, "line " + i + "\n"));
        }
        String digest = "sha256:" + "0123456789abcdef".repeat(4);
        shown.take(parts(part("b", "extracting " + digest, 1_500_000, 3_000_000, 1500)));
        pass(1600);
        shown.take(steps(running("b", "[2/3] RUN make", 1000)));

        assertThat(screen(out.toString()))
                .containsExactly(
                        "[+] Building 1.6s (2/4)",
                        " => [internal] load build definition          0.0s",
                        " => CACHED [1/3] FROM acme/base               0.0s",
                        " => [2/3] RUN make                            1.6s",
                        " => => extracting sha256:0123456789ab 1.50MB  1.1s",
                        " => => # line 2",
                        " => => # line 3",
                        " => => # line 4",
                        " => => # line 5",
                        " => => # line 6",
                        "");

        shown.take(steps(
                done("b", "[2/3] RUN make", 1000, 3500), failed("c", "[3/3] RUN test", 3500, 3600, "exit code: 1")));
        shown.take(Traces.output("c", 3550, "wet paint"));
        shown.take(ProgressTotalsTest.output("words of the engine\n"));
        shown.take(ProgressTotalsTest.words(null, "and more"));
        pass(2000);
        shown.ended(new IllegalStateException());
        assertThat(screen(out.toString()))
                .containsExactly(
                        "[+] Building 3.6s (3/4)",
                        " => [internal] load build definition          0.0s",
                        " => CACHED [1/3] FROM acme/base               0.0s",
                        " => [2/3] RUN make                            2.5s",
                        " => => extracting sha256:0123456789ab 1.50MB  2.0s",
                        " => ERROR [3/3] RUN test                      0.1s",
                        "words of the engine",
                        "and more",
                        "------",
                        " > [3/3] RUN test:",
                        "wet paint",
                        "------",
                        "");
    }

    @Test
    void aTerminalShowsOutputBeforeItsLineHasAnEnd() {
        TerminalProgress shown = terminal(60);
        shown.take(steps(running("a", "RUN pull", 0)));
        pass(50);
        byte[] ship = "10%\r50% \uD83D\uDEA2".getBytes(StandardCharsets.UTF_8);
        shown.take(output("a", 0, StreamSource.STDOUT, Arrays.copyOf(ship, ship.length - 1)));
        assertThat(screen(out.toString())).contains(" => => # 50% ");

        pass(50);
        shown.take(output("a", 0, StreamSource.STDOUT, Arrays.copyOfRange(ship, ship.length - 1, ship.length)));
        assertThat(screen(out.toString())).contains(" => => # 50% \uD83D\uDEA2");
    }

    @Test
    void timesHaveNoBounds() {
        var vertex = new BuildTrace.Vertex("a", List.of(), "x", false, Instant.MIN, Instant.MAX, "");
        assertThat(plain(steps(vertex))).startsWith("#1 x\n#1 DONE ");

        TerminalProgress shown = terminal(60);
        shown.take(steps(vertex));
        shown.ended(null);
        assertThat(screen(out.toString())).hasSize(3);
    }

    @Test
    void aBuildOfManyStepsFitsTheTerminalUntilItsEnd() {
        TerminalProgress shown = terminal(40);
        shown.take(steps(running("slow", "slow", 0)));
        for (int i = 0; i < 40; i++) {
            pass(50);
            shown.take(steps(done("s" + i, "step " + i, 0, 0)));
        }
        List<String> rows = screen(out.toString());
        assertThat(rows).hasSize(24).first().asString().endsWith("(40/41)");
        assertThat(rows.get(1)).startsWith(" => step 19 ");
        assertThat(rows.get(22)).startsWith(" => slow ");

        shown.ended(null);
        assertThat(screen(out.toString())).hasSize(43);
        assertThat(screen(out.toString()).get(1)).startsWith(" => slow ");
    }

    @Test
    void aNarrowTerminalHasNoTimes() {
        TerminalProgress shown = terminal(20);
        shown.take(steps(running("a", "[1/2] RUN a long command", 0)));
        shown.ended(null);
        assertThat(screen(out.toString())).containsExactly("[+] Building 0.0s (1", " => [1/2] RUN a long", "");
    }

    @Test
    void aLineWithoutAnEndIsCutBetweenCharacters() {
        String text = "\u2693".repeat(20_000);
        String[] lines =
                plain(steps(running("a", "x", 0)), output("a", 0, text)).split("\n");
        assertThat(lines).hasSizeGreaterThan(3);
        assertThat(String.join("", lines)).doesNotContain("\uFFFD");
        assertThat(String.join("", lines).chars().filter(c -> c == '\u2693')).hasSize(20_000);
    }

    /** L12, for the output of builds: each source has lines of its own, and no character is split. */
    @Property
    void outputIsTheSameWhereverItIsCut(
            @ForAll("texts") String out, @ForAll("texts") String err, @ForAll List<Boolean> turns) {
        byte[] ofOut = (out + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] ofErr = (err + "\n").getBytes(StandardCharsets.UTF_8);
        StringBuilder written = new StringBuilder();
        TerminalProgress shown = TerminalProgress.plain(written);
        shown.take(steps(running("a", "x", 0)));
        int o = 0;
        int e = 0;
        for (int i = 0; o < ofOut.length || e < ofErr.length; i++) {
            boolean isOut = !turns.isEmpty() && turns.get(i % turns.size());
            if ((isOut && o < ofOut.length) || e == ofErr.length) {
                shown.take(output("a", 0, StreamSource.STDOUT, Arrays.copyOfRange(ofOut, o, ++o)));
            } else {
                shown.take(output("a", 0, StreamSource.STDERR, Arrays.copyOfRange(ofErr, e, ++e)));
            }
        }
        assertThat(written.toString().lines().skip(1))
                .containsExactlyInAnyOrderElementsOf((out + "\n" + err + "\n")
                        .lines()
                        .map(line -> "#1 0.000 " + line)
                        .toList());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "\u00f1", "\u2693", "\uD83D\uDEA2", "\n", " b")
                .list()
                .ofMaxSize(12)
                .map(l -> String.join("", l));
    }
}
