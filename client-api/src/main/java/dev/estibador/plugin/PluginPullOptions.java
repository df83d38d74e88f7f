package dev.estibador.plugin;

import dev.estibador.common.RegistryAuth;
import org.jspecify.annotations.Nullable;

/**
 * How a plugin is installed.
 *
 * @param name to have here; null for that of the registry
 * @param auth who asks the registry; null for whom the client's credentials name
 */
public record PluginPullOptions(
        @Nullable String name, @Nullable RegistryAuth auth) {
    public static final PluginPullOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable String name;
        private @Nullable RegistryAuth auth;

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        public Builder auth(@Nullable RegistryAuth value) {
            auth = value;
            return this;
        }

        public PluginPullOptions build() {
            return new PluginPullOptions(name, auth);
        }
    }
}
