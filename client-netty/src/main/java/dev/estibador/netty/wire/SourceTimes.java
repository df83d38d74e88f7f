package dev.estibador.netty.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times of the messages of one source of a log: of the last one, and the latest. Not thread-safe. */
final class SourceTimes {
    private @Nullable Instant last;
    private @Nullable Instant latest;

    void add(@Nullable Instant time) {
        last = time;
        if (latest == null || (time != null && time.isAfter(latest))) {
            latest = time;
        }
    }

    @Nullable
    Instant last() {
        return last;
    }

    boolean isAfterAll(Instant time) {
        return latest == null || time.isAfter(latest);
    }
}
