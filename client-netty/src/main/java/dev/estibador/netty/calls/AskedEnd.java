package dev.estibador.netty.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stream has ended because the time has come that was asked for, or too early. What is known of the engine's clock has whole
 * seconds, so an end within the last of them may be either: then the rest is asked for once more, and an engine that is not there yet waits
 * for it. Not thread-safe.
 */
final class AskedEnd {
    private final @Nullable Instant until;
    private boolean askedAgain;

    AskedEnd(@Nullable Instant until) {
        this.until = until;
    }

    /** What an end in good form means. */
    Resumption.Ending at(Instant now) {
        if (until == null || until.isAfter(now.plusSeconds(1))) {
            return Resumption.Ending.EARLY;
        }
        if (until.isAfter(now) && !askedAgain) {
            askedAgain = true;
            return Resumption.Ending.MORE;
        }
        return Resumption.Ending.COMPLETE;
    }
}
