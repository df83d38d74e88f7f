package dev.estibador.image;

import dev.estibador.common.Copies;
import dev.estibador.common.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * How to remove an image.
 *
 * @param force even if it has several tags or a stopped container uses it
 * @param noPrune keep untagged parents
 * @param platforms the variants to remove, API 1.50; none for all
 */
public record ImageRemoveOptions(boolean force, boolean noPrune, List<Platform> platforms) {
    public ImageRemoveOptions {
        platforms = Copies.of(platforms);
    }

    public static final ImageRemoveOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean force = false;
        private boolean noPrune = false;
        private final List<Platform> platforms = new ArrayList<>();

        private Builder() {}

        public Builder force(boolean value) {
            force = value;
            return this;
        }

        public Builder noPrune(boolean value) {
            noPrune = value;
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

        public ImageRemoveOptions build() {
            return new ImageRemoveOptions(force, noPrune, platforms);
        }
    }
}
