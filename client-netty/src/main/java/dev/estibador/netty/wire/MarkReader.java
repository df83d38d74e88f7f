package dev.estibador.netty.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the marks before a message: a time of RFC 3339 with up to nine digits of a second, and {@code k=v,k=v}, escaped as in a
 * query. Each is followed by one space, and attributes by one even if there are none. A mark that is none is left in the
 * text, with all that follows it. Not thread-safe.
 */
final class MarkReader {
    private static final int SHORTEST_TIME = "2006-01-02T15:04:05Z".length();
    /** The year 1, with which Go says "never". */
    private static final long NEVER = -62_135_596_800L;

    private final LogMarks marks;
    private @Nullable Instant time;
    private Map<String, String> attributes = Map.of();
    private byte[] lastDetails = {};
    private Map<String, String> lastAttributes = Map.of();

    MarkReader(LogMarks marks) {
        this.marks = marks;
    }

    /** Where the text of the message begins. */
    int read(byte[] bytes, int from, int to) {
        time = null;
        attributes = Map.of();
        int text = from;
        if (marks.timestamps()) {
            text = readTime(bytes, from, to);
            if (text == from) {
                return from;
            }
        }
        return marks.details() ? readDetails(bytes, text, to) : text;
    }

    /** Of the message that was read last. */
    @Nullable
    Instant time() {
        return time;
    }

    /** Of the message that was read last. */
    Map<String, String> attributes() {
        return attributes;
    }

    private int readTime(byte[] bytes, int from, int to) {
        if (to - from <= SHORTEST_TIME
                || bytes[from + 4] != '-'
                || bytes[from + 7] != '-'
                || bytes[from + 10] != 'T'
                || bytes[from + 13] != ':'
                || bytes[from + 16] != ':') {
            return from;
        }
        int year = number(bytes, from, 4);
        int hour = number(bytes, from + 11, 2);
        int minute = number(bytes, from + 14, 2);
        int second = number(bytes, from + 17, 2);
        int at = from + 19;
        int nanos = 0;
        if (bytes[at] == '.') {
            int digits = ++at;
            for (int scale = 100_000_000; at < to && isDigit(bytes[at]); at++, scale /= 10) {
                nanos += (bytes[at] - '0') * scale;
            }
            if (at == digits || at - digits > 9) {
                return from;
            }
        }
        int zone = zoneLength(bytes, at, to);
        if (zone == 0 || year < 0 || outside(hour, 23) || outside(minute, 59) || outside(second, 59)) {
            return from;
        }
        int offset = zone == 1 ? 0 : offsetSeconds(bytes, at);
        try {
            long day = LocalDate.of(year, number(bytes, from + 5, 2), number(bytes, from + 8, 2))
                    .toEpochDay();
            long seconds = day * 86_400 + ((hour * 60 + minute) * 60 + second - offset);
            time = seconds == NEVER ? null : Instant.ofEpochSecond(seconds, nanos);
            return at + zone + 1;
        } catch (DateTimeException e) {
            return from;
        }
    }

    /** How long the zone at {@code at} is, if a space follows it; 0 if there is none. */
    private static int zoneLength(byte[] bytes, int at, int to) {
        if (at + 1 < to && bytes[at] == 'Z' && bytes[at + 1] == ' ') {
            return 1;
        }
        boolean offset = at + 6 < to
                && (bytes[at] == '+' || bytes[at] == '-')
                && bytes[at + 3] == ':'
                && bytes[at + 6] == ' '
                && !outside(number(bytes, at + 1, 2), 23)
                && !outside(number(bytes, at + 4, 2), 59);
        return offset ? 6 : 0;
    }

    private static int offsetSeconds(byte[] bytes, int at) {
        int seconds = number(bytes, at + 1, 2) * 3600 + number(bytes, at + 4, 2) * 60;
        return bytes[at] == '-' ? -seconds : seconds;
    }

    private static boolean outside(int value, int most) {
        return value < 0 || value > most;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The number that so many digits make; below 0 if they are none. */
    private static int number(byte[] bytes, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private int readDetails(byte[] bytes, int from, int to) {
        int space = from;
        while (space < to && bytes[space] != ' ') {
            space++;
        }
        if (space == to) {
            return from;
        }
        if (space > from) {
            if (!Arrays.equals(lastDetails, 0, lastDetails.length, bytes, from, space)) {
                Map<String, String> pairs = pairs(new String(bytes, from, space - from, StandardCharsets.UTF_8));
                if (pairs == null) {
                    return from;
                }
                lastDetails = Arrays.copyOfRange(bytes, from, space);
                lastAttributes = pairs;
            }
            attributes = lastAttributes;
        }
        return space + 1;
    }

    private static @Nullable Map<String, String> pairs(String details) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : details.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                return null;
            }
            try {
                pairs.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return Map.copyOf(pairs);
    }
}
