package dev.estibador.swarm;

import dev.estibador.common.Filters;

/**
 * Which services to list.
 *
 * @param filters keys {@code id}, {@code name}, {@code label}, {@code mode}
 * @param status count their tasks, API 1.41
 */
public record ServiceListOptions(Filters filters, boolean status) {
    public static final ServiceListOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private Filters filters = Filters.NONE;
        private boolean status = false;

        private Builder() {}

        public Builder filters(Filters value) {
            filters = value;
            return this;
        }

        public Builder filter(String key, String... values) {
            filters = filters.and(key, values);
            return this;
        }

        public Builder status(boolean value) {
            status = value;
            return this;
        }

        public ServiceListOptions build() {
            return new ServiceListOptions(filters, status);
        }
    }
}
