package dev.estibador.netty.calls;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before each further attempt: twice as long as before it, from {@link #FIRST} to {@link #LONGEST}, and each by up to
 * {@link #JITTER} shorter or longer, so that clients that lost one engine do not come back in the same moment. Not thread-safe.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(8);
    static final double JITTER = 0.2;

    /** With waits of a minute in all. */
    static final int ATTEMPTS = 13;

    private final DoubleSupplier random;
    private int attempts;

    /** @param random from 0 to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    Backoff() {
        this(() -> ThreadLocalRandom.current().nextDouble());
    }

    /** Null if there have been enough attempts. */
    @Nullable
    Duration next() {
        if (attempts == ATTEMPTS) {
            return null;
        }
        Duration wait = FIRST.multipliedBy(1L << attempts++);
        Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        return Duration.ofNanos((long) (bounded.toNanos() * factor));
    }

    /** Something has come of the last attempt. */
    void reset() {
        attempts = 0;
    }
}
