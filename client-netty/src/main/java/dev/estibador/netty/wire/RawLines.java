package dev.estibador.netty.wire;

import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The lines of a terminal's output, which is raw. In its log the marks stand before each line, and before each further piece of
 * 16 KiB of a longer one: there, since nothing else tells where that is, only if they are those of the line's beginning.
 */
public final class RawLines implements Decoder<LogLine> {
    /** How much of a longer line is one message of a log. */
    static final int PIECE = 16 << 10;

    /** The most that is waited for marks to be whole. */
    private static final int LONGEST_MARKS = 64 << 10;

    private static final int SLICE = 8 << 10;

    private final LogMarks asked;
    private final MarkReader marks;
    private final LineJoiner joiner;
    private byte[] bytes = {};
    private int length;
    /** True in the text of a line whose marks are read, or has none. */
    private boolean insideText;

    public RawLines(LogMarks marks, int maxBytes) {
        this.asked = marks;
        this.marks = new MarkReader(marks);
        this.joiner = new LineJoiner(maxBytes);
    }

    @Override
    public void decode(ByteBuffer lent, Consumer<? super LogLine> lines) {
        while (lent.hasRemaining()) {
            int count = Math.min(SLICE, lent.remaining());
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(2 * bytes.length, SLICE)));
            }
            lent.get(bytes, length, count);
            length += count;
            int taken = asked.any() ? takeMarked(lines) : add(0, length, lines);
            length -= taken;
            System.arraycopy(bytes, taken, bytes, 0, length);
        }
    }

    private int add(int from, int to, Consumer<? super LogLine> lines) {
        joiner.add(StreamSource.STDOUT, marks.time(), marks.attributes(), bytes, from, to, lines);
        return to;
    }

    /** Takes the messages that are whole; gives how much that is. */
    private int takeMarked(Consumer<? super LogLine> lines) {
        int from = 0;
        while (from < length) {
            int feed = LineJoiner.lineFeed(bytes, from, length);
            int end = feed < 0 ? length : feed + 1;
            if (insideText) {
                add(from, end, lines);
                insideText = feed < 0;
                from = end;
                continue;
            }
            int text = marks.read(bytes, from, end);
            int piece = text + PIECE;
            int next = piece + (text - from);
            if (text > from && piece < end && (feed >= 0 || next <= end)) {
                boolean goesOn = next <= end && Arrays.equals(bytes, from, text, bytes, piece, next);
                add(text, goesOn ? piece : end, lines);
                insideText = !goesOn && feed < 0;
                from = goesOn ? piece : end;
            } else if (feed >= 0) {
                from = add(text, end, lines);
            } else if (end - from > LONGEST_MARKS) {
                insideText = true;
            } else {
                return from;
            }
        }
        return from;
    }

    @Override
    public void end(Consumer<? super LogLine> lines) {
        if (length > 0) {
            add(insideText ? 0 : marks.read(bytes, 0, length), length, lines);
        }
        joiner.end(lines);
    }
}
