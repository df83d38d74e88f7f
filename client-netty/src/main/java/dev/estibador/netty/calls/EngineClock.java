package dev.estibador.netty.calls;

import dev.estibador.netty.http.HttpReply;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the heads of an engine's replies say of its clock, to the second. Not thread-safe. */
final class EngineClock {
    /** What the seconds that the heads leave out, and a slow connection, may make up. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private @Nullable Instant time;
    private long nanos;

    /** Takes in the time of a reply whose head has just come; gives by how much the clock was set back since the last one. */
    Duration read(HttpReply reply) {
        Instant before = time;
        long elapsed = System.nanoTime() - nanos;
        Instant now = Resumption.time(reply);
        if (now == null) {
            return Duration.ZERO;
        }
        time = now;
        nanos += elapsed;
        if (before == null) {
            return Duration.ZERO;
        }
        Duration back = Duration.between(now, before.plusNanos(elapsed));
        return back.compareTo(TOLERANCE) > 0 ? back : Duration.ZERO;
    }

    /** The time now; ours if the engine does not say. */
    Instant now() {
        return time == null ? Instant.now() : time.plusNanos(System.nanoTime() - nanos);
    }
}
