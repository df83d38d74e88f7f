package dev.estibador.image;

import dev.estibador.common.Filters;

/**
 * Which images to list.
 *
 * @param all the layers between too
 * @param filters keys such as {@code reference}, {@code label}, {@code dangling}
 */
public record ImageListOptions(boolean all, boolean digests, Filters filters) {
    public static final ImageListOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean all = false;
        private boolean digests = false;
        private Filters filters = Filters.NONE;

        private Builder() {}

        public Builder all(boolean value) {
            all = value;
            return this;
        }

        public Builder digests(boolean value) {
            digests = value;
            return this;
        }

        public Builder filters(Filters value) {
            filters = value;
            return this;
        }

        public ImageListOptions build() {
            return new ImageListOptions(all, digests, filters);
        }
    }
}
