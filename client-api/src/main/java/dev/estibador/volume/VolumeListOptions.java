package dev.estibador.volume;

import dev.estibador.common.Filters;

/**
 * Which volumes to list: all unless told otherwise.
 *
 * @param filters keys {@code name}, {@code label}, {@code driver}, {@code dangling}
 */
public record VolumeListOptions(Filters filters) {
    public static final VolumeListOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private Filters filters = Filters.NONE;

        private Builder() {}

        public Builder filters(Filters value) {
            filters = value;
            return this;
        }

        public Builder filter(String key, String... values) {
            filters = filters.and(key, values);
            return this;
        }

        public VolumeListOptions build() {
            return new VolumeListOptions(filters);
        }
    }
}
