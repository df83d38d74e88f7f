package dev.estibador.image;

import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import org.jspecify.annotations.Nullable;

/**
 * How to pull an image.
 *
 * @param allTags every tag of the repository, for a reference without tag and digest
 * @param platform null for the engine's own
 * @param auth who asks the registry; null for whom the client's credentials name
 */
public record PullOptions(
        boolean allTags,
        @Nullable Platform platform,
        @Nullable RegistryAuth auth) {
    public static final PullOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean allTags = false;
        private @Nullable Platform platform;
        private @Nullable RegistryAuth auth;

        private Builder() {}

        public Builder allTags(boolean value) {
            allTags = value;
            return this;
        }

        public Builder platform(@Nullable Platform value) {
            platform = value;
            return this;
        }

        public Builder auth(@Nullable RegistryAuth value) {
            auth = value;
            return this;
        }

        public PullOptions build() {
            return new PullOptions(allTags, platform, auth);
        }
    }
}
