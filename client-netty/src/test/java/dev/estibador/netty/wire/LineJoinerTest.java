package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** L12: lines come whole, whatever the pieces they were sent in. */
class LineJoinerTest {
    private final LineJoiner joiner = new LineJoiner();
    private final List<LogLine> lines = new ArrayList<>();

    private void add(StreamSource source, byte[] bytes) {
        joiner.add(new OutputFrame(source, bytes, false), lines::add);
    }

    private void add(StreamSource source, String text) {
        add(source, text.getBytes(StandardCharsets.UTF_8));
    }

    private static LogLine out(String text) {
        return new LogLine(StreamSource.STDOUT, text);
    }

    @Test
    void everyWayToCutTheSameOutputGivesTheSameLines() {
        byte[] output = "one\r\n\n\u00e9\ud83d\udea2\nlast".getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= output.length; first++) {
            for (int second = first; second <= output.length; second++) {
                LineJoiner fresh = new LineJoiner();
                List<LogLine> given = new ArrayList<>();
                for (byte[] part : List.of(
                        Arrays.copyOfRange(output, 0, first),
                        Arrays.copyOfRange(output, first, second),
                        Arrays.copyOfRange(output, second, output.length))) {
                    fresh.add(new OutputFrame(StreamSource.STDOUT, part, false), given::add);
                }
                fresh.end(given::add);
                assertThat(given).containsExactly(out("one"), out(""), out("\u00e9\ud83d\udea2"), out("last"));
            }
        }
    }

    @Test
    void eachSourceHasLinesOfItsOwn() {
        add(StreamSource.STDOUT, "a");
        add(StreamSource.STDERR, "b\n");
        add(StreamSource.STDOUT, "c\n");
        joiner.end(lines::add);
        assertThat(lines).containsExactly(new LogLine(StreamSource.STDERR, "b"), out("ac"));
    }

    @Test
    void aLineThatDoesNotEndIsGivenInPartsThatAreCutBetweenCharacters() {
        String ship = "\ud83d\udea2";
        String begin = "x".repeat(LineJoiner.MAX_LINE - 1) + ship;
        add(StreamSource.STDOUT, begin + "rest\n");
        assertThat(lines).containsExactly(out(begin), out("rest"));
    }
}
