package dev.estibador.build;

import java.time.Duration;
import java.util.Locale;

/**
 * When a container's health is checked; given to the lambdas of {@code healthcheck} and {@code healthcheckShell} of
 * {@link Dockerfile.Instructions}. Times count in milliseconds; 0 is the engine's own.
 */
public final class HealthcheckOptions {
    final Flags flags = new Flags();

    HealthcheckOptions() {}

    /** {@code --interval} between checks. */
    public HealthcheckOptions interval(Duration value) {
        return time("interval", value);
    }

    /** {@code --timeout} of a check. */
    public HealthcheckOptions timeout(Duration value) {
        return time("timeout", value);
    }

    /** {@code --start-period} in which failures do not count. */
    public HealthcheckOptions startPeriod(Duration value) {
        return time("start-period", value);
    }

    /** {@code --start-interval} between checks in the start period. Since Docker 25.0. */
    public HealthcheckOptions startInterval(Duration value) {
        return time("start-interval", value);
    }

    /** {@code --retries}: failures in a row that make the container unhealthy; 0 for the engine's own number. */
    public HealthcheckOptions retries(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("The retries must be 0 or more, and not " + value);
        }
        flags.set("retries", String.valueOf(value));
        return this;
    }

    private HealthcheckOptions time(String name, Duration value) {
        if (value.isNegative() || (!value.isZero() && value.toMillis() == 0)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "The %s must be 0 or at least a millisecond, and not %s", name, value));
        }
        flags.set(name, value.toMillis() % 1000 == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms");
        return this;
    }
}
