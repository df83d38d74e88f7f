package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** L12: lines come whole, whatever the pieces they were sent in. */
class LineJoinerTest {
    private static final int MOST = 1 << 20;

    private final LineJoiner joiner = new LineJoiner(MOST);
    private final List<LogLine> lines = new ArrayList<>();

    private static void add(LineJoiner joiner, StreamSource source, byte[] bytes, List<LogLine> lines) {
        byte[] within = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, within, 3, bytes.length);
        joiner.add(source, null, Map.of(), within, 3, 3 + bytes.length, lines::add);
        Arrays.fill(within, (byte) '!');
    }

    private void add(StreamSource source, String text) {
        add(joiner, source, text.getBytes(StandardCharsets.UTF_8), lines);
    }

    private static LogLine out(String text) {
        return new LogLine(StreamSource.STDOUT, text);
    }

    private static LogLine part(String text) {
        return new LogLine(StreamSource.STDOUT, text, null, Map.of(), true);
    }

    private static List<LogLine> joined(int maxBytes, byte[] output, int... cuts) {
        LineJoiner fresh = new LineJoiner(maxBytes);
        List<LogLine> given = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            add(fresh, StreamSource.STDOUT, Arrays.copyOfRange(output, from, cut), given);
            from = cut;
        }
        add(fresh, StreamSource.STDOUT, Arrays.copyOfRange(output, from, output.length), given);
        fresh.end(given::add);
        return given;
    }

    @Test
    void everyWayToCutTheSameOutputGivesTheSameLines() {
        byte[] output = "one\r\n\n\u00e9\ud83d\udea2\nno\rbreak\r\nlast".getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= output.length; first++) {
            for (int second = first; second <= output.length; second++) {
                assertThat(joined(MOST, output, first, second))
                        .containsExactly(out("one"), out(""), out("\u00e9\ud83d\udea2"), out("no\rbreak"), out("last"));
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

    /** The pieces of two tasks of a service may come in turns. */
    @Test
    void soHasEachSetOfAttributes() {
        Map<String, String> one = Map.of("task", "1");
        Map<String, String> two = Map.of("task", "2");
        Instant early = Instant.EPOCH;
        Instant late = early.plusSeconds(1);
        byte[] half = "half ".getBytes(StandardCharsets.UTF_8);
        byte[] rest = "rest\n".getBytes(StandardCharsets.UTF_8);
        joiner.add(StreamSource.STDOUT, early, one, half, 0, 5, lines::add);
        joiner.add(StreamSource.STDOUT, late, two, half, 0, 5, lines::add);
        joiner.add(StreamSource.STDOUT, late, one, rest, 0, 5, lines::add);
        joiner.add(StreamSource.STDOUT, late, two, rest, 0, 5, lines::add);

        assertThat(lines)
                .containsExactly(
                        new LogLine(StreamSource.STDOUT, "half rest", early, one, false),
                        new LogLine(StreamSource.STDOUT, "half rest", late, two, false));
    }

    @Test
    void aLineThatDoesNotEndIsGivenInPartsThatAreCutBetweenCharacters() {
        String ship = "\ud83d\udea2";
        String begin = "x".repeat(MOST - 1);
        add(StreamSource.STDOUT, begin + ship + "rest\n" + begin + "y\n");
        assertThat(lines).containsExactly(part(begin), out(ship + "rest"), out(begin + "y"));
    }

    @Test
    void aLineOfTheGreatestLengthIsWholeWhateverItsEnd() {
        assertThat(joined(4, "abcd\nefgh\r\nijkl\rmnop".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(out("abcd"), out("efgh"), part("ijkl"), part("\rmno"), out("p"));
    }

    /** Bytes that are no characters at all are cut all the same, so that nothing can fill the memory. */
    @Test
    void continuationsWithoutABeginningAreBoundedToo() {
        byte[] none = new byte[21];
        Arrays.fill(none, (byte) 0x80);
        assertThat(joined(8, none)).extracting(line -> line.text().length()).containsExactly(8, 8, 5);
    }

    @Test
    void lessThanACharacterIsNoLength() {
        assertThatThrownBy(() -> new LineJoiner(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<byte[]> output() {
        Arbitrary<Byte> some =
                Arbitraries.of((byte) '\n', (byte) '\r', (byte) 'x', (byte) 0xc3, (byte) 0xa9, (byte) 0xf0);
        return Arbitraries.oneOf(some, Arbitraries.bytes()).array(byte[].class).ofMaxSize(200);
    }

    @Property(tries = 2000)
    void anyOutputIsTheSameHoweverItWasCut(
            @ForAll("output") byte[] output,
            @ForAll @IntRange(min = 4, max = 40) int maxBytes,
            @ForAll @Size(max = 8) List<@IntRange(max = 200) Integer> cuts) {
        int[] sorted = cuts.stream()
                .mapToInt(cut -> Math.min(cut, output.length))
                .sorted()
                .toArray();
        List<LogLine> lines = joined(maxBytes, output, sorted);

        assertThat(lines).isEqualTo(joined(maxBytes, output));
        assertThat(joined(MOST, output, sorted)).extracting(LogLine::text).isEqualTo(reference(output));
    }

    /** What the lines are, by a way that is slow and simple. */
    private static List<String> reference(byte[] output) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < output.length; i++) {
            if (output[i] == '\n') {
                lines.add(text(output, from, i));
                from = i + 1;
            }
        }
        if (from < output.length) {
            lines.add(text(output, from, output.length));
        }
        return lines;
    }

    private static String text(byte[] output, int from, int to) {
        int end = to > from && output[to - 1] == '\r' ? to - 1 : to;
        return new String(output, from, end - from, StandardCharsets.UTF_8);
    }
}
