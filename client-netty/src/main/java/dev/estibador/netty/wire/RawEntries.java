package dev.estibador.netty.wire;

import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a terminal's log, which is raw, each as a frame that begins with its marks. These stand before each line, and
 * before each further piece of 16 KiB of a longer one. An engine that was restarted inside a line gives its pieces several times,
 * and its clock may have been set back by then; so what stands there is taken for marks if it has a time that is no more than an hour
 * before that of the piece before. Where there is none, the line comes in frames that are marked as partial.
 */
public final class RawEntries implements Decoder<OutputFrame> {
    /** How much of a longer line is one message of a log. */
    static final int PIECE = 16 << 10;

    /** The most that is waited for marks to be whole. */
    private static final int LONGEST_MARKS = 64 << 10;

    private static final int SLICE = 8 << 10;

    /** How much longer than another time one may be. */
    private static final int SPARE = 16;

    /** How far a clock may be set back inside a line. */
    private static final Duration STEP = Duration.ofHours(1);

    private final MarkReader marks;
    private byte[] bytes = {};
    private int length;
    /** True in the text of a line whose marks were given, or has none. */
    private boolean insideText;

    /** @param marks those that were asked for, of which there is one at least */
    public RawEntries(LogMarks marks) {
        this.marks = new MarkReader(marks);
    }

    @Override
    public void decode(ByteBuffer lent, Consumer<? super OutputFrame> items) {
        while (lent.hasRemaining()) {
            int count = Math.min(SLICE, lent.remaining());
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(2 * bytes.length, SLICE)));
            }
            lent.get(bytes, length, count);
            length += count;
            int taken = take(items, false);
            length -= taken;
            System.arraycopy(bytes, taken, bytes, 0, length);
        }
    }

    /** Takes the messages that are whole; gives how much that is. */
    private int take(Consumer<? super OutputFrame> items, boolean ended) {
        int from = 0;
        while (from < length) {
            int feed = LineJoiner.lineFeed(bytes, from, length);
            int end = feed < 0 ? length : feed + 1;
            if (insideText) {
                insideText = feed < 0;
                from = give(from, end, items);
                continue;
            }
            int text = marks.read(bytes, from, end);
            int piece = text + PIECE;
            if (text > from && piece < end && (feed >= 0 || ended || piece + (text - from) + SPARE <= end)) {
                boolean goesOn = isMarked(from, text, piece, end, marks.time());
                insideText = !goesOn && feed < 0;
                from = give(from, goesOn ? piece : end, items);
            } else if (feed >= 0) {
                from = give(from, end, items);
            } else if (end - from > LONGEST_MARKS) {
                insideText = true;
            } else {
                return from;
            }
        }
        return from;
    }

    /** Whether there are marks at that place, after the piece that begins with those of that time. */
    private boolean isMarked(int from, int text, int place, int to, @Nullable Instant before) {
        if (before == null) {
            return Arrays.equals(bytes, from, text, bytes, place, Math.min(to, place + text - from));
        }
        boolean marked = marks.read(bytes, place, to) > place;
        Instant time = marks.time();
        return marked && time != null && !time.isBefore(before.minus(STEP));
    }

    private int give(int from, int to, Consumer<? super OutputFrame> items) {
        items.accept(new OutputFrame(StreamSource.STDOUT, Arrays.copyOfRange(bytes, from, to), insideText));
        return to;
    }

    @Override
    public void end(Consumer<? super OutputFrame> items) {
        int taken = take(items, true);
        if (taken < length) {
            insideText = false;
            give(taken, length, items);
        }
        length = 0;
    }
}
