package dev.estibador.image;

import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import org.jspecify.annotations.Nullable;

/**
 * How to push an image.
 *
 * @param allTags every tag of the repository, for a reference without tag
 * @param platform the variant to push, API 1.46; null for all that there are
 * @param auth who asks the registry; null for whom the client's credentials name
 */
public record PushOptions(
        boolean allTags,
        @Nullable Platform platform,
        @Nullable RegistryAuth auth) {
    public static final PushOptions DEFAULTS = builder().build();

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

        public PushOptions build() {
            return new PushOptions(allTags, platform, auth);
        }
    }
}
