package dev.estibador.volume;

import dev.estibador.common.Filters;

/**
 * Which unused volumes to remove. Since API 1.42 these are the anonymous ones, and the filter {@code all} of
 * {@code true} means those with names too; before, the engine removes both and refuses the filter.
 *
 * @param filters keys {@code label}, {@code label!}, {@code all}
 */
public record VolumePruneOptions(Filters filters) {
    public static final VolumePruneOptions DEFAULTS = builder().build();

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

        public VolumePruneOptions build() {
            return new VolumePruneOptions(filters);
        }
    }
}
