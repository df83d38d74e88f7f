package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** L13: a time is parsed, with nanoseconds; an odd line is text. */
class MarkReaderTest {
    private static final LogMarks TIMES = new LogMarks(true, false);
    private static final LogMarks DETAILS = new LogMarks(false, true);
    private static final LogMarks BOTH = new LogMarks(true, true);

    private static String text(MarkReader reader, String message) {
        byte[] bytes = ("??" + message).getBytes(StandardCharsets.UTF_8);
        int from = reader.read(bytes, 2, bytes.length);
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T08:33:14.123456789Z,      2026-11-25T08:33:14.123456789Z",
        "2026-11-25T08:33:14Z,                2026-11-25T08:33:14Z",
        "2024-02-29T23:59:59.5Z,              2024-02-29T23:59:59.5Z",
        "2026-11-25T08:33:14.000000001+05:30, 2026-11-25T03:03:14.000000001Z",
        "2026-11-25T08:33:14-08:00,           2026-11-25T16:33:14Z",
        "1969-12-31T23:59:59.9Z,              1969-12-31T23:59:59.9Z",
    })
    void timesAreReadWithNanosecondsAndAnyOffset(String written, Instant time) {
        MarkReader reader = new MarkReader(TIMES);

        assertThat(text(reader, written + " a line")).isEqualTo("a line");
        assertThat(reader.time()).isEqualTo(time);
        assertThat(text(reader, written + " ")).isEmpty();
    }

    @Test
    void whatGoSaysForNeverIsNoTime() {
        MarkReader reader = new MarkReader(TIMES);

        assertThat(text(reader, "0001-01-01T00:00:00.000000000Z a line")).isEqualTo("a line");
        assertThat(reader.time()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a line",
                "a line that is longer than a time is",
                "2026-11-25T08:33:14.123456789Z",
                "2026-11-25T08:33:14.123456789Za line",
                "2026-11-25T08:33:14.1234567890Z a line",
                "2026-11-25T08:33:14.Z a line",
                "2026-11-25T08:33:14 a line",
                "2026-11-25 08:33:14Z a line",
                "2026-13-25T08:33:14Z a line",
                "2026-02-29T08:33:14Z a line",
                "2026-11-25T24:33:14Z a line",
                "2026-11-25T08:60:14Z a line",
                "2026-11-25T08:33:60Z a line",
                "2026-11-25T08:3x:14Z a line",
                "x026-11-25T08:33:14Z a line",
                "2026-11-25T08:33:14+24:00 a line",
                "2026-11-25T08:33:14+0100 a line",
            })
    void whatDoesNotBeginWithATimeIsAllText(String message) {
        MarkReader reader = new MarkReader(BOTH);
        text(reader, "2026-11-25T08:33:14Z a=b before");

        assertThat(text(reader, message)).isEqualTo(message);
        assertThat(reader.time()).isNull();
        assertThat(reader.attributes()).isEmpty();
    }

    /** As an engine wrote them, for labels with a space, a comma and an equals sign, and a variable with more. */
    @Test
    void detailsAreReadWithoutTheirEscapes() {
        MarkReader reader = new MarkReader(BOTH);

        assertThat(text(reader, "2026-11-25T08:33:20.319700126Z E=%C3%A9%25,a=x+y,b=1%2C2%3D3 hi\n"))
                .isEqualTo("hi\n");
        assertThat(reader.attributes()).isEqualTo(Map.of("E", "\u00e9%", "a", "x y", "b", "1,2=3"));
        Map<String, String> first = reader.attributes();
        assertThat(text(reader, "2026-11-25T08:33:21Z E=%C3%A9%25,a=x+y,b=1%2C2%3D3 k=v hi"))
                .isEqualTo("k=v hi");
        assertThat(reader.attributes()).isSameAs(first);
        assertThat(text(reader, "2026-11-25T08:33:21Z E=,=e hi")).isEqualTo("hi");
        assertThat(reader.attributes()).isEqualTo(Map.of("E", "", "", "e"));
    }

    @Test
    void noDetailsAreASpace() {
        MarkReader reader = new MarkReader(DETAILS);

        assertThat(text(reader, " k=v hi")).isEqualTo("k=v hi");
        assertThat(reader.attributes()).isEmpty();
        assertThat(text(new MarkReader(BOTH), "2026-11-25T08:33:21Z  hi")).isEqualTo("hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k=v", "hello you", "k=v,x hi", "k=%zz hi", "k=v, hi"})
    void whatIsNoDetailIsText(String message) {
        MarkReader reader = new MarkReader(BOTH);

        assertThat(text(reader, "2026-11-25T08:33:21Z " + message)).isEqualTo(message);
        assertThat(reader.time()).isNotNull();
        assertThat(reader.attributes()).isEmpty();
    }

    @Property(tries = 1000)
    void anyTimeIsReadAsTheJdkReadsIt(
            @ForAll @LongRange(min = -62_000_000_000L, max = 253_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offset) {
        OffsetDateTime time =
                OffsetDateTime.ofInstant(Instant.ofEpochSecond(seconds, nanos), ZoneOffset.ofTotalSeconds(offset * 60));
        MarkReader reader = new MarkReader(TIMES);

        assertThat(text(
                        reader,
                        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX")
                                        .format(time) + " x"))
                .isEqualTo("x");
        assertThat(reader.time()).isEqualTo(time.toInstant());
    }

    @Property(tries = 1000)
    void noMessageMakesItFail(@ForAll byte[] message) {
        int text = new MarkReader(BOTH).read(message, 0, message.length);

        assertThat(text).isBetween(0, message.length);
    }
}
