package dev.estibador.network;

import dev.estibador.common.Filters;

/**
 * Which networks to list: all unless told otherwise.
 *
 * @param filters keys such as {@code driver}, {@code type}, {@code name}, {@code label}, {@code scope}, {@code dangling}
 */
public record NetworkListOptions(Filters filters) {
    public static final NetworkListOptions DEFAULTS = builder().build();

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

        public NetworkListOptions build() {
            return new NetworkListOptions(filters);
        }
    }
}
