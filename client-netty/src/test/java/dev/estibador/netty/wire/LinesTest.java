package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** L12, L13: the lines of a stream, framed or raw, with and without marks. */
class LinesTest {
    private static final int MOST = 1 << 20;
    private static final LogMarks BOTH = new LogMarks(true, true);
    private static final String TIME = "2026-11-25T08:33:20.319700126Z";
    private static final String MARKS = TIME + " a=x+y,b= ";
    private static final Map<String, String> ATTRIBUTES = Map.of("a", "x y", "b", "");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LogLine out(String text) {
        return new LogLine(StreamSource.STDOUT, text);
    }

    private static LogLine marked(String text) {
        return new LogLine(StreamSource.STDOUT, text, Instant.parse(TIME), ATTRIBUTES, false);
    }

    private static int[] within(List<Integer> cuts, int length) {
        return cuts.stream().mapToInt(cut -> Math.min(cut, length)).sorted().toArray();
    }

    @Nested
    class Framed {
        private static Decoder<LogLine> decoder(LogMarks marks) {
            return new FrameLines(new FrameDecoder("GET /containers/web/logs"), marks, MOST);
        }

        private static byte[] frames(Object... typesAndPayloads) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < typesAndPayloads.length; i += 2) {
                byte[] payload =
                        typesAndPayloads[i + 1] instanceof byte[] raw ? raw : utf8((String) typesAndPayloads[i + 1]);
                bytes.writeBytes(ByteBuffer.allocate(8)
                        .put(((Integer) typesAndPayloads[i]).byteValue())
                        .putInt(4, payload.length)
                        .array());
                bytes.writeBytes(payload);
            }
            return bytes.toByteArray();
        }

        @Test
        void linesAreTheSameHoweverTheirBytesWereCut() {
            byte[] bytes = frames(1, "a", 2, "e\n", 1, "b\r\nc\n", 1, "", 2, "\u00e9", 1, "last");

            assertThat(Cuts.everyWay(() -> decoder(LogMarks.NONE), bytes)).allSatisfy(lines -> assertThat(lines)
                    .containsExactly(
                            new LogLine(StreamSource.STDERR, "e"),
                            out("ab"),
                            out("c"),
                            new LogLine(StreamSource.STDERR, "\u00e9"),
                            out("last")));
        }

        @Test
        void theMarksOfEachPieceAreReadAndTheFirstTimeCounts() {
            String later = MARKS.replace(":20.", ":21.");
            byte[] bytes =
                    frames(1, MARKS + "one ", 1, later + "line\n", 1, "odd\n", 1, MARKS + "\n", 1, MARKS + "k=v");

            assertThat(Cuts.fed(decoder(BOTH), bytes, 3, 70))
                    .containsExactly(marked("one line"), out("odd"), marked(""), marked("k=v"));
        }

        /** The marks stand before a message, not before each part of a frame that is too long to be given whole. */
        @Test
        void aFrameInPartsHasItsMarksOnce() {
            String text = MARKS + "x".repeat(FrameDecoder.MAX_WHOLE - MARKS.length()) + MARKS + "rest\n";
            List<LogLine> lines = Cuts.fed(decoder(BOTH), frames(1, text, 1, MARKS + "next\n"), 100_000);

            assertThat(lines).extracting(LogLine::partial).containsExactly(true, false, false);
            assertThat(lines.get(0).text() + lines.get(1).text())
                    .isEqualTo(text.substring(MARKS.length()).strip());
            assertThat(lines.get(2)).isEqualTo(marked("next"));
        }

        /** L5. */
        @Test
        void anEndInsideAFrameIsAnError() {
            byte[] bytes = frames(1, "whole\n", 1, "half");

            assertThatThrownBy(() -> Cuts.fed(decoder(LogMarks.NONE), Arrays.copyOf(bytes, bytes.length - 1), 5))
                    .isInstanceOf(StreamFailedException.class);
        }
    }

    @Nested
    class Raw {
        private static Decoder<LogLine> decoder(LogMarks marks) {
            return marks.any()
                    ? new FrameLines(new RawEntries(marks), marks, MOST)
                    : new FrameLines(
                            new RawDecoder<>(bytes -> new OutputFrame(StreamSource.STDOUT, bytes, false)), marks, MOST);
        }

        @Test
        void linesAreTheSameHoweverTheirBytesWereCut() {
            byte[] bytes = utf8("one\r\n\r\n\u00e9\ud83d\udea2\r\nlast");

            assertThat(Cuts.everyWay(() -> decoder(LogMarks.NONE), bytes)).allSatisfy(lines -> assertThat(lines)
                    .containsExactly(out("one"), out(""), out("\u00e9\ud83d\udea2"), out("last")));
        }

        @Test
        void marksStandBeforeEachLine() {
            byte[] bytes = utf8(MARKS + "one\r\nodd\r\n" + MARKS + "\r\n" + MARKS + "last");

            assertThat(Cuts.everyWay(() -> decoder(BOTH), bytes)).allSatisfy(lines -> assertThat(lines)
                    .containsExactly(marked("one"), out("odd"), marked(""), marked("last")));
        }

        /** As an engine writes a line of 40,000 characters on a terminal. */
        @Test
        void theMarksOfItsPiecesDoNotEndUpInALine() {
            String piece = "x".repeat(RawEntries.PIECE);
            byte[] bytes = utf8(MARKS + piece + MARKS + piece + MARKS + "rest\r\n" + MARKS + piece + "\r\n" + MARKS
                    + piece + MARKS + "last");

            for (int cut = 0; cut < bytes.length; cut += cut % RawEntries.PIECE < 200 ? 7 : 1009) {
                int second = Math.min(bytes.length, cut + RawEntries.PIECE + 30);
                assertThat(Cuts.fed(decoder(BOTH), bytes, cut, second))
                        .containsExactly(marked(piece + piece + "rest"), marked(piece), marked(piece + "last"));
            }
        }

        /** What looks like marks, but is not those of the line at the place for them, was written by the process. */
        @Test
        void otherTimesStayInTheText() {
            String piece = "x".repeat(RawEntries.PIECE);
            String others = MARKS.replace("2026", "2025");
            byte[] bytes = utf8(MARKS + piece + others + "rest\n" + MARKS + "and " + MARKS + "\n");

            assertThat(Cuts.fed(decoder(BOTH), bytes, 1000, 16_500))
                    .containsExactly(marked(piece + others + "rest"), marked("and " + MARKS));
        }

        @Test
        void aLineThatHasNoMarksIsNotWaitedForWithoutBounds() {
            byte[] bytes = new byte[3 << 20];
            Arrays.fill(bytes, (byte) 'x');
            List<LogLine> lines = new ArrayList<>();
            decoder(BOTH).decode(ByteBuffer.wrap(bytes), lines::add);

            assertThat(lines).extracting(line -> line.text().length()).containsExactly(MOST, MOST);
        }
    }

    @Property(tries = 500)
    void anyFramesGiveTheLinesOfEachSource(
            @ForAll @Size(max = 20) List<byte[]> payloads,
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 2) Integer> types,
            @ForAll @Size(max = 5) List<@IntRange(max = 500) Integer> cuts) {
        List<Object> sent = new ArrayList<>();
        LineJoiner joiner = new LineJoiner(MOST);
        List<LogLine> expected = new ArrayList<>();
        for (int i = 0; i < Math.min(payloads.size(), types.size()); i++) {
            byte[] payload = payloads.get(i);
            sent.add(types.get(i));
            sent.add(payload);
            joiner.add(
                    types.get(i) == 2 ? StreamSource.STDERR : StreamSource.STDOUT,
                    null,
                    Map.of(),
                    payload,
                    0,
                    payload.length,
                    expected::add);
        }
        joiner.end(expected::add);
        byte[] bytes = Framed.frames(sent.toArray());

        assertThat(Cuts.fed(Framed.decoder(LogMarks.NONE), bytes, within(cuts, bytes.length)))
                .isEqualTo(expected);
    }

    @Property(tries = 500)
    void anyBytesAreTheSameHoweverTheyWereCut(
            @ForAll @Size(max = 300) byte[] bytes,
            @ForAll boolean marks,
            @ForAll @Size(max = 5) List<@IntRange(max = 300) Integer> cuts) {
        LogMarks asked = marks ? BOTH : LogMarks.NONE;

        assertThat(Cuts.fed(Raw.decoder(asked), bytes, within(cuts, bytes.length)))
                .isEqualTo(Cuts.fed(Raw.decoder(asked), bytes));
    }

    @Nested
    class Batched {
        /** L5: what came before a failure is not lost, as without batches. */
        @Test
        void whatOneReadBringsIsOneItem() {
            List<List<OutputFrame>> batches = new ArrayList<>();
            Batches<OutputFrame> decoder = new Batches<>(new FrameDecoder("GET /containers/web/logs"));
            byte[] bytes = Framed.frames(1, "a", 2, "b", 3, "broken");

            decoder.decode(ByteBuffer.wrap(bytes, 0, 12), batches::add);
            assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(bytes, 12, bytes.length - 12), batches::add))
                    .isInstanceOf(StreamFailedException.class);
            assertThat(batches)
                    .map(batch -> batch.stream().map(OutputFrame::text).toList())
                    .containsExactly(List.of("a"), List.of("b"));
        }
    }
}
