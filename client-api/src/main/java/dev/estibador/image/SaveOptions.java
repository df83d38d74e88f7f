package dev.estibador.image;

import dev.estibador.common.Copies;
import dev.estibador.common.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * How to save images.
 *
 * @param platforms the variants to save: one since API 1.48, several since 1.52; none for all that there are
 */
public record SaveOptions(List<Platform> platforms) {
    public SaveOptions {
        platforms = Copies.of(platforms);
    }

    public static final SaveOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private final List<Platform> platforms = new ArrayList<>();

        private Builder() {}

        public Builder platforms(Platform... more) {
            platforms.addAll(List.of(more));
            return this;
        }

        public Builder platforms(List<Platform> all) {
            platforms.clear();
            platforms.addAll(all);
            return this;
        }

        public SaveOptions build() {
            return new SaveOptions(platforms);
        }
    }
}
