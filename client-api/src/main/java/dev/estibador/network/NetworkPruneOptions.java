package dev.estibador.network;

import dev.estibador.common.Filters;

/**
 * Which unused networks to remove: all unless told otherwise.
 *
 * @param filters keys such as {@code until}, {@code label}, {@code label!}
 */
public record NetworkPruneOptions(Filters filters) {
    public static final NetworkPruneOptions DEFAULTS = builder().build();

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

        public NetworkPruneOptions build() {
            return new NetworkPruneOptions(filters);
        }
    }
}
