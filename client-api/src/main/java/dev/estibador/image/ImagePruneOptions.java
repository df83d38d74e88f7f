package dev.estibador.image;

import dev.estibador.common.Filters;

/**
 * Which unused images to remove: those without a tag unless told otherwise.
 *
 * @param filters keys such as {@code dangling}, whose value {@code false} stands for all that are unused, {@code until},
 *     {@code label}, {@code label!}
 */
public record ImagePruneOptions(Filters filters) {
    public static final ImagePruneOptions DEFAULTS = builder().build();

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

        public ImagePruneOptions build() {
            return new ImagePruneOptions(filters);
        }
    }
}
