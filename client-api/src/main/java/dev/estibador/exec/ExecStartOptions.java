package dev.estibador.exec;

import org.jspecify.annotations.Nullable;

/**
 * How to start an exec.
 *
 * @param tty whether the exec has a terminal; asked from the engine where it is not said here
 * @param rows the terminal's height at the start, API 1.42
 * @param columns its width
 */
public record ExecStartOptions(
        @Nullable Boolean tty,
        @Nullable Integer rows,
        @Nullable Integer columns) {
    public static final ExecStartOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable Boolean tty;
        private @Nullable Integer rows;
        private @Nullable Integer columns;

        private Builder() {}

        public Builder tty(boolean value) {
            tty = value;
            return this;
        }

        /** The terminal's size at the start, in characters, API 1.42. */
        public Builder size(int height, int width) {
            rows = height;
            columns = width;
            return this;
        }

        public ExecStartOptions build() {
            return new ExecStartOptions(tty, rows, columns);
        }
    }
}
