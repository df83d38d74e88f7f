package dev.estibador.image;

import dev.estibador.common.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What to tell of an image. One of the two at most.
 *
 * @param manifests tell {@link ImageDetails#manifests}; API 1.48
 * @param platform tell of the variant for that platform; API 1.49
 */
public record ImageInspectOptions(
        boolean manifests, @Nullable Platform platform) {
    public static final ImageInspectOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean manifests = false;
        private @Nullable Platform platform;

        private Builder() {}

        public Builder manifests(boolean value) {
            manifests = value;
            return this;
        }

        public Builder platform(@Nullable Platform value) {
            platform = value;
            return this;
        }

        public ImageInspectOptions build() {
            return new ImageInspectOptions(manifests, platform);
        }
    }
}
