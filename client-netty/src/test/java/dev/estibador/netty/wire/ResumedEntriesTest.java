package dev.estibador.netty.wire;

import static dev.estibador.netty.wire.LogReading.ERR;
import static dev.estibador.netty.wire.LogReading.OUT;
import static dev.estibador.netty.wire.LogReading.message;
import static dev.estibador.netty.wire.LogReading.size;
import static dev.estibador.netty.wire.LogReading.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.netty.wire.LogReading.Message;
import dev.estibador.stream.OutputFrame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * L16, L65: a log out of several replies has each message once, wherever the replies were cut, whatever its clock did, however many
 * messages have one time, and wherever its tail began.
 */
class ResumedEntriesTest {
    private static final String CALL = "GET /containers/web/logs";

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

    /** The clock is set back by 0.4 and 10 seconds, forward by 100, and back again. */
    private static final List<Message> STEPS = List.of(
            message(OUT, 100_000, "one\n"),
            message(OUT, 100_500, "two\n"),
            message(ERR, 100_100, "back\n"),
            message(OUT, 100_200, "a little\n"),
            message(OUT, 90_200, "far\n"),
            message(OUT, 90_300, "back\n"),
            message(OUT, 190_300, "forward\n"),
            message(ERR, 190_400, "forward\n"),
            message(OUT, 100_500, "two again\n"),
            message(OUT, 100_600, "last\n"));

    /** All pieces of a line are alike, and have one time. */
    private static final List<Message> ALIKE = List.of(
            message(OUT, 100, "before\n"),
            message(OUT, 200, "x"),
            message(OUT, 200, "x"),
            message(OUT, 200, "x"),
            message(OUT, 200, "x"),
            message(OUT, 200, "end\n"),
            message(OUT, 300, "after\n"));

    static Stream<List<Message>> logs() {
        return Stream.of(LOG, STEPS, ALIKE);
    }

    @ParameterizedTest
    @MethodSource("logs")
    void eachMessageComesOnceWhereverItIsCutTwice(List<Message> log) {
        int size = size(log, false);
        for (int written = 0; written <= log.size(); written++) {
            for (int first = 0; first <= size; first += 7) {
                for (int second = 0; second <= size; second += 53) {
                    LogReading reading = new LogReading(log, null, true, false);
                    reading.first(log.size(), first);
                    reading.further(Math.max(written, reading.frames.size()), second);
                    reading.finish();

                    assertThat(reading.text())
                            .as("%d written, cut at %d and %d: %s", written, first, second, reading.asked)
                            .isEqualTo(text(log));
                    assertThat(reading.gaps).isEmpty();
                }
            }
        }
    }

    /**
     * With each tail, which was counted when so much was written. Where messages that are alike make several places possible, there may be
     * a gap; but nothing is wrong without one.
     */
    @ParameterizedTest
    @MethodSource("logs")
    void soItIsWithATail(List<Message> log) {
        int gaps = 0;
        int readings = 0;
        for (int written = 1; written <= log.size(); written++) {
            for (int tail = 1; tail <= written; tail++) {
                List<Message> expected = log.subList(written - tail, log.size());
                int size = size(expected, false);
                for (int first = 0; first <= size; first += 11) {
                    for (int second = 0; second <= size; second += 67) {
                        LogReading reading = new LogReading(log, tail, true, false);
                        reading.first(written, first);
                        if (reading.frames.isEmpty()) {
                            // the tail is counted anew
                            continue;
                        }
                        int there = written - tail + reading.frames.size();
                        reading.further(Math.max(written, there), second);
                        reading.finish();
                        readings++;
                        if (reading.gaps.isEmpty()) {
                            assertThat(reading.text())
                                    .as(
                                            "tail %d of %d, cut at %d and %d: %s",
                                            tail, written, first, second, reading.asked)
                                    .isEqualTo(text(expected));
                        } else {
                            gaps++;
                            assertThat(expected.get(0).text()).isIn("x", "a\n", "between\n");
                        }
                    }
                }
            }
        }
        assertThat(gaps).isLessThan(readings / 2);
    }

    /** What is not followed is read to its end over as many replies. */
    @ParameterizedTest
    @MethodSource("logs")
    void soItIsWithoutFollowing(List<Message> log) {
        for (int first = 0; first <= size(log, false); first++) {
            LogReading reading = new LogReading(log, null, false, false);
            reading.first(log.size(), first);
            reading.finish();

            assertThat(reading.text()).as("cut at %d", first).isEqualTo(text(log));
        }
    }

    /** A terminal's log is one source, and its lines are told apart by their marks, which may change inside a line. */
    @Test
    void soItIsWithATerminal() {
        String piece = "x".repeat(RawEntries.PIECE);
        List<Message> log = List.of(
                message(OUT, 100, "a\r\n"),
                message(OUT, 100, "a\r\n"),
                message(OUT, 200, piece),
                message(OUT, 200, piece),
                message(OUT, 5200, piece),
                message(OUT, 150, "rest\r\n"),
                message(OUT, 300, "last\r\n"));
        int size = size(log, true);
        for (int cut = 0; cut < size; cut += cut % RawEntries.PIECE < 150 ? 1 : 1009) {
            LogReading reading = new LogReading(log, null, true, true);
            reading.first(log.size(), cut);
            reading.finish();

            assertThat(reading.text().replace(piece, "PIECE"))
                    .as("cut at %d", cut)
                    .isEqualTo(text(log).replace(piece, "PIECE"));
        }
    }

    /** The part of a frame of more than 1 MiB that was given is not given again. */
    @Test
    void aMessageInPartsGoesOnWhereItWasCut() {
        String text = "0123456789".repeat(150_000);
        List<Message> log = List.of(message(OUT, 100, "a\n"), message(OUT, 100, text), message(OUT, 200, "last\n"));
        int size = size(log, false);
        for (int cut = 0; cut <= size; cut += 1 << 18) {
            for (Integer tail : Arrays.asList(null, 3, 2)) {
                LogReading reading = new LogReading(log, tail, true, false);
                reading.first(log.size(), cut);
                reading.finish();

                assertThat(String.join(
                                "",
                                reading.frames.stream().map(OutputFrame::text).toList()))
                        .as("cut at %d", cut)
                        .isEqualTo((tail == null || tail == 3 ? "a\n" : "") + text + "last\n");
            }
        }
    }

    /** More was written during the cut than is remembered, so that the log is read from further back. */
    @Test
    void aLogThatGrewByMoreThanIsRememberedGoesOn() {
        List<Message> log = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            log.add(message(i % 3 == 0 ? ERR : OUT, i, "line " + i + "\n"));
        }
        for (int cut : List.of(1, 10, 1000, 5000)) {
            for (Integer tail : Arrays.asList(null, 1, 20)) {
                int written = 100;
                LogReading reading = new LogReading(log, tail, true, false);
                int begin = tail == null ? 0 : written - tail;
                reading.first(written, size(log.subList(begin, begin + cut), false));
                reading.further(20_000, size(log.subList(begin, 25_000), false));
                reading.finish();

                assertThat(reading.text()).isEqualTo(text(log.subList(begin, log.size())));
                assertThat(reading.gaps).isEmpty();
            }
        }
    }

    @Test
    void timesThatWereAskedForStay() {
        List<OutputFrame> frames = new ArrayList<>();
        ResumedEntries entries = new ResumedEntries(
                () -> new FrameDecoder(CALL), new WantedLog(true, null, true, source -> true, true), time -> {});
        entries.decode(ByteBuffer.wrap(LOG.get(0).bytes(false)), frames::add);

        assertThat(frames)
                .extracting(OutputFrame::text)
                .containsExactly(LOG.get(0).time() + " a\n");
    }

    /** Rotated, emptied, or begun anew: what the log has then comes after the gap. */
    @Test
    void whereTheLastMessageIsThereNoLongerThereIsAGap() {
        List<Message> log = new ArrayList<>(STEPS);
        LogReading reading = new LogReading(log, null, true, false);
        reading.first(5, size(STEPS.subList(0, 5), false));
        log.subList(0, 7).clear();
        reading.finish();

        assertThat(reading.gaps).containsExactly(Instant.parse(STEPS.get(4).time()));
        assertThat(reading.text()).isEqualTo(text(STEPS.subList(0, 5)) + "|" + text(STEPS.subList(7, STEPS.size())));
    }

    /** The beginning was rotated away, and the place was not. */
    @Test
    void whereOnlyWhatWasBeforeIsThereNoLongerThereIsNoGap() {
        List<Message> log = new ArrayList<>(STEPS);
        LogReading reading = new LogReading(log, null, true, false);
        reading.first(5, size(STEPS.subList(0, 5), false));
        log.subList(0, 3).clear();
        reading.finish();

        assertThat(reading.gaps).isEmpty();
        assertThat(reading.text()).isEqualTo(text(STEPS));
    }

    @Test
    void aLogThatWasEmptiedIsAGapAtItsEnd() {
        List<Message> log = new ArrayList<>(STEPS);
        LogReading reading = new LogReading(log, null, true, false);
        reading.first(3, size(STEPS.subList(0, 3), false));
        log.clear();
        reading.finish();

        assertThat(reading.gaps).hasSize(1);
        assertThat(reading.text()).isEqualTo(text(STEPS.subList(0, 3)));
    }

    @Test
    void aMessageThatHasNoTimeHasNoPlaceToResumeFrom() {
        List<OutputFrame> frames = new ArrayList<>();
        ResumedEntries entries = new ResumedEntries(
                () -> new FrameDecoder(CALL), new WantedLog(true, null, true, source -> true, false), time -> {});
        entries.decode(ByteBuffer.wrap(new Message(OUT, "odd", "line\n").bytes(false)), frames::add);

        assertThat(frames).extracting(OutputFrame::text).containsExactly("odd line\n");
        assertThat(entries.mayResume()).isFalse();
    }

    private enum Repeated {
        ONE(1),
        TWO(2),
        MANY(44);

        final int messages;

        Repeated(int messages) {
            this.messages = messages;
        }
    }

    /** As Docker 20.10 does when it rotates a log that is followed. */
    @ParameterizedTest
    @EnumSource(Repeated.class)
    void whatTheEngineRepeatsComesOnce(Repeated repeated) {
        List<Message> log = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            log.add(message(i % 5 == 0 ? ERR : OUT, i / 2, "line " + i % 9 + (i % 7 == 0 ? "" : "\n")));
        }
        LogReading reading = new LogReading(log, null, true, false);
        reading.first(150, size(log.subList(0, 150), false));
        log.subList(150 - repeated.messages, 150)
                .forEach(message -> reading.feed(message.bytes(false), Integer.MAX_VALUE));
        if (reading.entries.isLeaving()) {
            reading.further(150, Integer.MAX_VALUE);
        } else {
            log.subList(150, 200).forEach(message -> reading.feed(message.bytes(false), Integer.MAX_VALUE));
        }
        reading.finish();

        assertThat(reading.text()).isEqualTo(text(log));
    }
}
