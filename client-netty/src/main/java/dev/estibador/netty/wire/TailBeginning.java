package dev.estibador.netty.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a log with a {@code tail} begins if its connection was cut before the first message. The tail counts from the moment at
 * which the engine accepted the call, so it is counted back from the first message that has that time or a later one, in a reply
 * that is not followed. Not thread-safe.
 */
final class TailBeginning {
    /** A longer tail is not looked for: its messages are known by a number each. */
    static final int LONGEST = 1 << 20;

    private static final int DEEPER = 64;

    private final int tail;
    private final boolean exact;
    private final Instant accepted;
    /** The last messages before that time. */
    private final long[] last;

    private @Nullable Integer asked;
    private long seen;
    private long before;
    private boolean after;

    /** @param exact whether a reply with fewer messages than were asked for has all of them */
    TailBeginning(int tail, boolean exact, Instant accepted) {
        this.tail = tail;
        this.exact = exact;
        this.accepted = accepted;
        this.last = new long[tail + MessageHistory.MOST];
        this.asked = tail + MessageHistory.MOST;
    }

    /** A reply begins. Returns how many of the last messages the engine is to be asked for; null for all. */
    @Nullable
    Integer begin() {
        seen = 0;
        before = 0;
        after = false;
        return asked;
    }

    void add(long message, @Nullable Instant time) {
        seen++;
        after |= time != null && !time.isBefore(accepted);
        if (!after) {
            last[(int) (before++ % last.length)] = message;
        }
    }

    /** The reply has ended. Returns false if it did not go far enough back; then another is needed. */
    boolean isFound() {
        if (asked == null || (exact && seen < asked) || before > tail) {
            return true;
        }
        asked = asked > LONGEST ? null : Integer.valueOf(asked * DEEPER);
        return false;
    }

    /** Adds the messages before the beginning, or none if the log has none before it. */
    void addTo(MessageHistory history) {
        long beginning = before - tail;
        for (long at = Math.max(0, beginning - MessageHistory.MOST); at < beginning; at++) {
            history.add(last[(int) (at % last.length)]);
        }
    }
}
