package dev.estibador.image;

import dev.estibador.common.Copies;
import dev.estibador.common.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * How to load images.
 *
 * @param quiet without progress in between
 * @param platforms the variants to load: one since API 1.48, several since 1.52; none for all that there are
 */
public record LoadOptions(boolean quiet, List<Platform> platforms) {
    public LoadOptions {
        platforms = Copies.of(platforms);
    }

    public static final LoadOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean quiet = false;
        private final List<Platform> platforms = new ArrayList<>();

        private Builder() {}

        public Builder quiet(boolean value) {
            quiet = value;
            return this;
        }

        public Builder platforms(Platform... more) {
            platforms.addAll(List.of(more));
            return this;
        }

        public Builder platforms(List<Platform> all) {
            platforms.clear();
            platforms.addAll(all);
            return this;
        }

        public LoadOptions build() {
            return new LoadOptions(quiet, platforms);
        }
    }
}
