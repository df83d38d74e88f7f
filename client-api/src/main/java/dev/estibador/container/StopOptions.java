package dev.estibador.container;

import org.jspecify.annotations.Nullable;

/**
 * How to stop a container.
 *
 * @param signal the first signal, API 1.42; the container's own or SIGTERM unless told otherwise
 * @param timeoutSeconds until it is killed; -1 for never, null for the container's own or 10
 */
public record StopOptions(@Nullable String signal, @Nullable Integer timeoutSeconds) {
    public static final StopOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable String signal;
        private @Nullable Integer timeoutSeconds;

        private Builder() {}

        public Builder signal(String value) {
            signal = value;
            return this;
        }

        public Builder timeoutSeconds(int value) {
            timeoutSeconds = value;
            return this;
        }

        public StopOptions build() {
            return new StopOptions(signal, timeoutSeconds);
        }
    }
}
