package dev.estibador.plugin;

import dev.estibador.common.Filters;

/**
 * Which plugins to list: all unless told otherwise.
 *
 * @param filters keys {@code capability} ({@code volumedriver}, ..) and {@code enabled}
 */
public record PluginListOptions(Filters filters) {
    public static final PluginListOptions DEFAULTS = builder().build();

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

        public PluginListOptions build() {
            return new PluginListOptions(filters);
        }
    }
}
