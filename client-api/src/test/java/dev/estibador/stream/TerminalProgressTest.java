package dev.estibador.stream;

import static dev.estibador.stream.ProgressTotalsTest.layer;
import static dev.estibador.stream.ProgressTotalsTest.output;
import static dev.estibador.stream.ProgressTotalsTest.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private final StringBuilder out = new StringBuilder();
    private Instant now = Instant.EPOCH;

    private TerminalProgress terminal(int columns) {
        return TerminalProgress.drawn(out, columns, () -> now);
    }

    private void pass(int millis) {
        now = now.plusMillis(millis);
    }

    /** What a terminal shows after all that was written: it knows the codes that are used, and no others. */
    static List<String> screen(String written) {
        List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\n') {
                column = 0;
                if (++row == rows.size()) {
                    rows.add(new StringBuilder());
                }
            } else if (c == '\r') {
                column = 0;
            } else if (c == '\u001b') {
                int end = i + 2;
                while (Character.isDigit(written.charAt(end))) {
                    end++;
                }
                String number = written.substring(i + 2, end);
                switch (written.charAt(end)) {
                    case 'A' -> row -= Integer.parseInt(number);
                    case 'K' -> rows.get(row).setLength(0);
                    case 'J' -> {
                        rows.get(row).setLength(column);
                        rows.subList(row + 1, rows.size()).clear();
                    }
                    default -> throw new AssertionError("an unknown code: " + written.substring(i + 1, end + 1));
                }
                i = end;
            } else {
                StringBuilder line = rows.get(row);
                assertThat(line).as("nothing is written over").hasSize(column++);
                line.append(c);
            }
        }
        return rows.stream().map(StringBuilder::toString).toList();
    }

    @Test
    void everyLayerHasALineThatIsDrawnAgain() {
        TerminalProgress shown = terminal(60);
        shown.take(words("latest", "Pulling from acme/app"));
        shown.take(layer("aaa", "Pulling fs layer"));
        pass(50);
        shown.take(layer("bbb", "Pulling fs layer"));
        pass(50);
        shown.take(layer("aaa", "Downloading", 1_500_000L, 3_000_000L));

        assertThat(screen(out.toString()))
                .containsExactly(
                        "latest: Pulling from acme/app",
                        "aaa: Downloading [=============>             ] 1.50MB/3.00MB",
                        "bbb: Pulling fs layer",
                        "0 of 2 done, 1.50MB of 3.00MB, 12%",
                        "");

        shown.take(layer("aaa", "Pull complete"));
        shown.take(layer("bbb", "Already exists"));
        shown.take(words(null, "Digest: sha256:0123"));
        shown.ended(null);
        assertThat(screen(out.toString()))
                .as("the last states, though no time has passed")
                .containsExactly(
                        "latest: Pulling from acme/app",
                        "aaa: Pull complete",
                        "bbb: Already exists",
                        "Digest: sha256:0123",
                        "");
    }

    @Test
    void itIsDrawnTwentyTimesASecondAndOnceMoreAtTheEnd() {
        TerminalProgress shown = terminal(80);
        for (long i = 0; i <= 1000; i++) {
            shown.take(layer("a", "Pushing", i, 2000L));
            pass(1);
        }
        assertThat(out.toString().split("Pushing", -1))
                .as("pieces around the drawings")
                .hasSize(1 + 21);
        shown.take(layer("a", "Pushing", 1999L, 2000L));
        assertThat(out.toString()).doesNotContain("1999");
        shown.ended(new IllegalStateException());

        assertThat(screen(out.toString())).hasSize(2).first().asString().endsWith("] 2.00kB/2.00kB");
    }

    @Test
    void aClockThatIsSetBackDoesNotStopIt() {
        TerminalProgress shown = terminal(80);
        shown.take(layer("a", "Waiting"));
        pass(-1_000_000);
        shown.take(layer("a", "Pushed"));

        assertThat(screen(out.toString())).containsExactly("a: Pushed", "");
    }

    @Test
    void aLineIsCutToTheWidthAndMovesNoCursor() {
        TerminalProgress shown = terminal(20);
        shown.take(layer("a", "\u001b[2Jver\u009by\n" + "\uD83D\uDEA2".repeat(30)));
        shown.ended(null);

        String ships = "\uD83D\uDEA2".repeat(20 - "a:  [2Jver y ".length());
        assertThat(out.toString()).contains("a:  [2Jver y " + ships + "\n").doesNotContain(ships + "\uD83D\uDEA2");
    }

    @Test
    void aNarrowTerminalHasNumbersAndNoBar() {
        TerminalProgress shown = terminal(30);
        shown.take(layer("a", "Downloading", 999L, 123_456_789L));
        shown.ended(null);
        assertThat(screen(out.toString())).contains("a: Downloading 999B/123MB");
    }

    @Test
    void numbersAreShownAsTheyAreMeant() {
        TerminalProgress shown = terminal(40);
        shown.take(layer("a", "Pushing", 12_345L, null));
        shown.take(new Progress(
                "b", null, "Extracting", null, new Progress.Detail(3L, 6L, null, null, "s"), null, null, null, null));
        shown.take(new Progress(
                "c", null, "Hidden", null, new Progress.Detail(1L, 1L, null, true, null), null, null, null, null));
        shown.ended(null);
        assertThat(screen(out.toString()))
                .containsExactly(
                        "a: Pushing 12.3kB",
                        "b: Extracting [=========>        ] 3/6 s",
                        "c: Hidden [============================]",
                        "");
    }

    @Test
    void outputGoesThroughAsItComesAndLayersBeginOnALineOfTheirOwn() {
        TerminalProgress shown = terminal(80);
        shown.take(output("Step 1/1 : FROM a"));
        shown.take(output("\n"));
        shown.take(output("no end of line"));
        shown.take(layer("a", "Pulling fs layer"));
        shown.take(output(" ---> 0123\n"));
        shown.take(layer("a", "a new one"));
        shown.ended(null);

        assertThat(screen(out.toString()))
                .containsExactly(
                        "Step 1/1 : FROM a", "no end of line", "a: Pulling fs layer", " ---> 0123", "a: a new one", "");
    }

    @Test
    void elsewhereEachStateHasALineAndNoNumberHas() {
        TerminalProgress shown = TerminalProgress.plain(out);
        shown.take(words("latest", "Pulling from acme/app"));
        shown.take(layer("a", "Pulling fs layer"));
        shown.take(layer("a", "Downloading", 1L, 2L));
        shown.take(layer("a", "Pull complete"));
        shown.take(words(null, ""));
        shown.take(output("text"));
        shown.ended(null);

        assertThat(out.toString()).isEqualTo("""
            latest: Pulling from acme/app
            a: Pulling fs layer
            a: Pull complete
            text""");
    }

    @Test
    void whatCannotBeWrittenIsAnError() {
        Writer broken = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> TerminalProgress.plain(broken).take(output("a")))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("broken pipe");
        assertThatIllegalArgumentException().isThrownBy(() -> terminal(0));
    }
}
