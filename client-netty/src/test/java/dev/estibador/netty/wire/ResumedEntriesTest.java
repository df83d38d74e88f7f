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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** L16: a log out of several replies has each message once, wherever the replies were cut. */
class ResumedEntriesTest {
    private static final String CALL = "GET /containers/web/logs";
    private static final LogMarks TIMES = new LogMarks(true, false);
    private static final StreamSource OUT = StreamSource.STDOUT;
    private static final StreamSource ERR = StreamSource.STDERR;

    private record Message(StreamSource source, String time, String text) {
        Instant at() {
            return Instant.parse(time);
        }

        byte[] bytes(boolean raw) {
            byte[] payload = (time + " " + text).getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!raw) {
                bytes.writeBytes(ByteBuffer.allocate(8)
                        .put((byte) (source == ERR ? 2 : 1))
                        .putInt(4, payload.length)
                        .array());
            }
            bytes.writeBytes(payload);
            return bytes.toByteArray();
        }
    }

    private static Message message(StreamSource source, int millis, String text) {
        return new Message(source, "2026-11-25T08:33:%02d.%03d000001Z".formatted(millis / 1000, millis % 1000), text);
    }

    /** Several share a time, two sources are not in the order of their times, and a line comes in pieces. */
    private static final List<Message> LOG = List.of(
            message(OUT, 100, "a\n"),
            message(OUT, 100, "a\n"),
            message(ERR, 100, "a\n"),
            message(OUT, 100, "b\n"),
            message(ERR, 300, "later\n"),
            message(OUT, 200, "earlier\n"),
            message(OUT, 200, "begun "),
            message(ERR, 300, "between\n"),
            message(OUT, 200, "ended\n"),
            message(ERR, 300, "between\n"),
            message(OUT, 2500, "much later\n"),
            message(ERR, 2400, "\n"),
            message(OUT, 2500, "last"));

    /** What engines leave out: each message before that time, or the first ones up to one of that time or a later. */
    private enum Engine {
        OLD,
        NEW,
        EXCLUSIVE;

        byte[] reply(List<Message> log, @Nullable Instant since, boolean raw) {
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            boolean found = since == null;
            for (Message message : log) {
                boolean inside = since == null
                        || (this == EXCLUSIVE
                                ? message.at().isAfter(since)
                                : !message.at().isBefore(since));
                found = inside || (found && this == NEW);
                if (found) {
                    reply.writeBytes(message.bytes(raw));
                }
            }
            return reply.toByteArray();
        }
    }

    private static ResumedEntries multiplexed(boolean keepsTime) {
        return new ResumedEntries(CALL, () -> new FrameDecoder(CALL), keepsTime);
    }

    private static void feed(Decoder<?> decoder, byte[] bytes, List<?> items) {
        @SuppressWarnings("unchecked")
        List<Object> all = (List<Object>) items;
        decoder.decode(ByteBuffer.wrap(bytes), all::add);
    }

    private static List<String> texts(List<OutputFrame> frames) {
        return frames.stream().map(frame -> frame.source() + " " + frame.text()).toList();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eachMessageComesOnceWhereverItIsCutTwice(Engine engine) {
        List<String> expected = LOG.stream()
                .map(message -> message.source() + " " + message.text())
                .toList();
        byte[] whole = engine.reply(LOG, null, false);
        for (int first = 0; first <= whole.length; first++) {
            for (int ahead = 0; ahead <= whole.length; ahead += 67) {
                ResumedEntries entries = multiplexed(false);
                List<OutputFrame> frames = new ArrayList<>();
                feed(entries, Arrays.copyOf(whole, first), frames);
                assertThat(entries.cut()).isTrue();
                byte[] second = engine.reply(LOG, entries.since(), false);
                feed(entries, Arrays.copyOf(second, Math.min(second.length, ahead)), frames);
                entries.cut();
                feed(entries, engine.reply(LOG, entries.since(), false), frames);
                entries.end(frames::add);

                assertThat(texts(frames)).as("cut at %d and %d", first, ahead).isEqualTo(expected);
            }
        }
    }

    /** A terminal's log is one source, and its lines are told apart by their marks. */
    @Test
    void soItIsWithATerminal() {
        String piece = "x".repeat(RawEntries.PIECE);
        List<Message> log = List.of(
                message(OUT, 100, "a\r\n"),
                message(OUT, 100, "a\r\n"),
                message(OUT, 200, piece),
                message(OUT, 200, piece),
                message(OUT, 200, "rest\r\n"),
                message(OUT, 300, "last\r\n"));
        byte[] whole = Engine.OLD.reply(log, null, true);
        for (int cut = 0; cut < whole.length; cut += cut % RawEntries.PIECE < 150 ? 1 : 1009) {
            var entries = new ResumedEntries(CALL, () -> new RawEntries(TIMES), false);
            var lines = new FrameLines(entries, LogMarks.NONE, 1 << 20);
            List<LogLine> all = new ArrayList<>();
            feed(lines, Arrays.copyOf(whole, cut), all);
            entries.cut();
            feed(lines, Engine.OLD.reply(log, entries.since(), true), all);
            lines.end(all::add);

            assertThat(all)
                    .as("cut at %d", cut)
                    .extracting(LogLine::text)
                    .containsExactly("a", "a", piece + piece + "rest", "last");
        }
    }

    /** The part of a frame of more than 1 MiB that was given is not given again. */
    @Test
    void aMessageInPartsGoesOnWhereItWasCut() {
        String text = "0123456789".repeat(150_000);
        List<Message> log = List.of(message(OUT, 100, "a\n"), message(OUT, 100, text), message(OUT, 200, "last\n"));
        byte[] whole = Engine.NEW.reply(log, null, false);
        for (int cut = 0; cut <= whole.length; cut += 1 << 19) {
            ResumedEntries entries = multiplexed(false);
            List<OutputFrame> frames = new ArrayList<>();
            feed(entries, Arrays.copyOf(whole, cut), frames);
            entries.cut();
            feed(entries, Engine.NEW.reply(log, entries.since(), false), frames);

            assertThat(String.join("", frames.stream().map(OutputFrame::text).toList()))
                    .isEqualTo("a\n" + text + "last\n");
        }
    }

    @Test
    void timesThatWereAskedForStay() {
        ResumedEntries entries = multiplexed(true);
        List<OutputFrame> frames = new ArrayList<>();
        feed(entries, LOG.get(0).bytes(false), frames);

        assertThat(texts(frames)).containsExactly("STDOUT " + LOG.get(0).time() + " a\n");
    }

    /** What came before the first message, as with a tail, is not wanted later either. */
    @Test
    void nothingBeforeTheFirstMessageComesAfterwards() {
        ResumedEntries entries = multiplexed(false);
        List<OutputFrame> frames = new ArrayList<>();
        feed(entries, message(OUT, 200, "first\n").bytes(false), frames);
        entries.cut();
        assertThat(entries.since()).isEqualTo(message(OUT, 200, "").at().minusNanos(1000));
        feed(entries, new Message(ERR, entries.since().toString(), "before\n").bytes(false), frames);
        feed(entries, message(OUT, 200, "first\n").bytes(false), frames);
        feed(entries, message(ERR, 200, "second\n").bytes(false), frames);

        assertThat(texts(frames)).containsExactly("STDOUT first\n", "STDERR second\n");
    }

    @Test
    void aLogThatNoLongerHasTheLastMessageIsAnError() {
        ResumedEntries entries = multiplexed(false);
        List<OutputFrame> frames = new ArrayList<>();
        feed(entries, message(OUT, 200, "first\n").bytes(false), frames);
        entries.cut();

        assertThatThrownBy(() -> feed(entries, message(ERR, 300, "x\n").bytes(false), frames))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("2026-11-25T08:33:00.200000001Z is there no longer");
        assertThat(texts(frames)).containsExactly("STDOUT first\n");
    }

    @Test
    void aMessageThatHasNoTimeHasNoPlaceToResumeFrom() {
        ResumedEntries entries = multiplexed(false);
        List<OutputFrame> frames = new ArrayList<>();
        feed(entries, new Message(OUT, "odd", "line\n").bytes(false), frames);

        assertThat(texts(frames)).containsExactly("STDOUT odd line\n");
        assertThat(entries.cut()).isFalse();
    }
}
