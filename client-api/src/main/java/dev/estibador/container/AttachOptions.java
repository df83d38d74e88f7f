package dev.estibador.container;

import org.jspecify.annotations.Nullable;

/**
 * Which streams of a container to attach to: output and errors unless told otherwise.
 *
 * @param logs begin with what was written before
 * @param detachKeys what leaves the session on a terminal, such as {@code ctrl-p,ctrl-q}
 */
public record AttachOptions(
        boolean stdin,
        boolean stdout,
        boolean stderr,
        boolean logs,
        @Nullable String detachKeys) {
    public static final AttachOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean stdin = false;
        private boolean stdout = true;
        private boolean stderr = true;
        private boolean logs = false;
        private @Nullable String detachKeys;

        private Builder() {}

        public Builder stdin(boolean value) {
            stdin = value;
            return this;
        }

        public Builder stdout(boolean value) {
            stdout = value;
            return this;
        }

        public Builder stderr(boolean value) {
            stderr = value;
            return this;
        }

        public Builder logs(boolean value) {
            logs = value;
            return this;
        }

        public Builder detachKeys(String value) {
            detachKeys = value;
            return this;
        }

        public AttachOptions build() {
            return new AttachOptions(stdin, stdout, stderr, logs, detachKeys);
        }
    }
}
