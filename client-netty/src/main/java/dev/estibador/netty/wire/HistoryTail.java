package dev.estibador.netty.wire;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of a history that is not in a log as a whole: how many of its last messages are, one after the other. The engine left out what the
 * log has before them. Not thread-safe.
 */
final class HistoryTail {
    private final MessageHistory history;
    private final Map<Long, Integer> places = new HashMap<>();
    /** When the messages of the history were written, of those that the log has. */
    private final @Nullable Instant[] times;

    private int last = -1;
    private int run;
    private int longest;

    HistoryTail(MessageHistory history) {
        this.history = history;
        times = new Instant[history.size()];
    }

    /** The next message of the log. */
    void add(long message, @Nullable Instant time) {
        if (places.isEmpty()) {
            for (int known = 0; known < times.length; known++) {
                places.put(history.get(known), known);
            }
        }
        int place = places.getOrDefault(message, -1);
        run = place < 0 ? 0 : place == last + 1 ? run + 1 : 1;
        last = place;
        if (place >= 0) {
            times[place] = time;
        }
        if (place == times.length - 1) {
            longest = Math.max(longest, run);
        }
    }

    /** Whether the log has the last message at least, but not all of them. */
    boolean isPart() {
        return longest > 0 && longest < times.length;
    }

    int size() {
        return longest;
    }

    /** The time of the last one before them that the log has; null if it has none. */
    @Nullable
    Instant before() {
        for (int place = times.length - longest - 1; place >= 0; place--) {
            if (times[place] != null) {
                return times[place];
            }
        }
        return null;
    }
}
