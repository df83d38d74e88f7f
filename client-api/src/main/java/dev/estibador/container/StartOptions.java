package dev.estibador.container;

import org.jspecify.annotations.Nullable;

/**
 * How to start a container.
 *
 * @param detachKeys what leaves a session on its terminal, such as {@code ctrl-p,ctrl-q}
 * @param checkpoint to start from; for engines with experimental features
 * @param checkpointDirectory where that checkpoint is, if not in the container's own folder
 */
public record StartOptions(
        @Nullable String detachKeys,
        @Nullable String checkpoint,
        @Nullable String checkpointDirectory) {
    public static final StartOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable String detachKeys;
        private @Nullable String checkpoint;
        private @Nullable String checkpointDirectory;

        private Builder() {}

        public Builder detachKeys(String value) {
            detachKeys = value;
            return this;
        }

        public Builder checkpoint(String value) {
            checkpoint = value;
            return this;
        }

        public Builder checkpointDirectory(String value) {
            checkpointDirectory = value;
            return this;
        }

        public StartOptions build() {
            return new StartOptions(detachKeys, checkpoint, checkpointDirectory);
        }
    }
}
