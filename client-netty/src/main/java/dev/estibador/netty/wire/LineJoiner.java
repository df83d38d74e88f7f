package dev.estibador.netty.wire;

import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of pieces, for each source by itself, and for each set of attributes, since those of a service tell its
 * tasks apart. Bytes become text only once a line is whole, so that no character is split. A line ends at LF or CR LF, and
 * what came after the last one is a line too. Not thread-safe.
 */
public final class LineJoiner {
    /** The least that can be asked for: the longest character. */
    private static final int LEAST = 4;

    /** Nearly, with room for a line's end. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long LINE_FEEDS = ONES * '\n';

    private final int maxBytes;
    private final List<Begun> begun = new ArrayList<>();

    /** @param maxBytes longer lines are given in parts, cut between two characters */
    public LineJoiner(int maxBytes) {
        check(maxBytes);
        this.maxBytes = Math.min(maxBytes, LONGEST_ARRAY);
    }

    public static void check(int maxBytes) {
        if (maxBytes < LEAST) {
            throw new IllegalArgumentException(
                    "lines of at most " + maxBytes + " bytes; it must be at least " + LEAST + ", a character's length");
        }
    }

    /**
     * Takes what lies there, and gives the lines that are now whole.
     *
     * @param time of the piece; a line has that of its first one
     */
    public void add(
            StreamSource source,
            @Nullable Instant time,
            Map<String, String> attributes,
            byte[] bytes,
            int from,
            int to,
            Consumer<? super LogLine> lines) {
        int start = from;
        if (!begun.isEmpty()) {
            start = goOn(source, attributes, bytes, from, to, lines);
        }
        while (start < to) {
            int end = lineFeed(bytes, start, to);
            if (end < 0 || tooLong(bytes, start, end)) {
                Begun line = new Begun(source, time, attributes);
                line.append(bytes, start, end < 0 ? to : end, lines);
                if (end < 0) {
                    begun.add(line);
                    return;
                }
                line.give(lines);
            } else {
                lines.accept(line(source, time, attributes, bytes, start, withoutReturn(bytes, start, end), false));
            }
            start = end + 1;
        }
    }

    private boolean tooLong(byte[] bytes, int start, int end) {
        return withoutReturn(bytes, start, end) - start > maxBytes;
    }

    /** Adds to the line of that source that was begun, if there is one; gives where the rest begins. */
    private int goOn(
            StreamSource source,
            Map<String, String> attributes,
            byte[] bytes,
            int from,
            int to,
            Consumer<? super LogLine> lines) {
        for (int i = 0; i < begun.size(); i++) {
            Begun line = begun.get(i);
            if (line.source == source && line.attributes.equals(attributes)) {
                int end = lineFeed(bytes, from, to);
                line.append(bytes, from, end < 0 ? to : end, lines);
                if (end < 0) {
                    return to;
                }
                begun.remove(i);
                line.give(lines);
                return end + 1;
            }
        }
        return from;
    }

    /** Gives the lines that were begun and never ended. */
    public void end(Consumer<? super LogLine> lines) {
        begun.forEach(line -> line.give(lines));
        begun.clear();
    }

    private static LogLine line(
            StreamSource source,
            @Nullable Instant time,
            Map<String, String> attributes,
            byte[] bytes,
            int from,
            int to,
            boolean partial) {
        return new LogLine(
                source, new String(bytes, from, to - from, StandardCharsets.UTF_8), time, attributes, partial);
    }

    private static int withoutReturn(byte[] bytes, int from, int to) {
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    /** The first LF, looked for in eight bytes at a time; below 0 where there is none. */
    static int lineFeed(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long zeroWhereFed = (long) EIGHT_BYTES.get(bytes, i) ^ LINE_FEEDS;
            long hits = zeroWhereFed - ONES & ~zeroWhereFed & ONES << 7;
            if (hits != 0) {
                return i + Long.numberOfTrailingZeros(hits) / Byte.SIZE;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** A line whose end has not come. */
    private final class Begun {
        private final StreamSource source;
        private final @Nullable Instant time;
        private final Map<String, String> attributes;
        private byte[] bytes = {};
        private int length;

        Begun(StreamSource source, @Nullable Instant time, Map<String, String> attributes) {
            this.source = source;
            this.time = time;
            this.attributes = attributes;
        }

        /** Takes bytes without a line feed, and gives the parts that are full and do not end here. */
        void append(byte[] more, int from, int to, Consumer<? super LogLine> lines) {
            int at = from;
            while (at < to) {
                int count = Math.min(to - at, maxBytes + 2 - length);
                bytes = Bytes.withRoom(bytes, length + count, maxBytes + 2);
                System.arraycopy(more, at, bytes, length, count);
                length += count;
                at += count;
                if (isOverfull()) {
                    givePart(lines);
                }
            }
        }

        /** True if more than a part is there, whatever follows: a CR after it may belong to the line's end. */
        private boolean isOverfull() {
            return length > maxBytes + 1 || (length > maxBytes && bytes[maxBytes] != '\r');
        }

        private void givePart(Consumer<? super LogLine> lines) {
            int cut = maxBytes;
            while (cut > maxBytes - LEAST && (bytes[cut] & 0xc0) == 0x80) {
                cut--;
            }
            if (cut == maxBytes - LEAST) {
                cut = maxBytes; // no character at all
            }
            lines.accept(line(source, time, attributes, bytes, 0, cut, true));
            length -= cut;
            System.arraycopy(bytes, cut, bytes, 0, length);
        }

        void give(Consumer<? super LogLine> lines) {
            lines.accept(line(source, time, attributes, bytes, 0, withoutReturn(bytes, 0, length), false));
        }
    }
}
