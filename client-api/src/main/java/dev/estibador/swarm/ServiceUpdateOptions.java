package dev.estibador.swarm;

import dev.estibador.common.RegistryAuth;
import org.jspecify.annotations.Nullable;

/**
 * How to update a service.
 *
 * @param registryAuth whose credentials the nodes pull with; null for those of {@code registryAuthFrom}
 * @param registryAuthFrom null for those that the client's credentials name, else for those of the service as it is
 * @param rollback go back to what the service was before, whatever the spec says
 */
public record ServiceUpdateOptions(
        @Nullable RegistryAuth registryAuth, @Nullable RegistryAuthSource registryAuthFrom, boolean rollback) {
    public static final ServiceUpdateOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable RegistryAuth registryAuth;
        private @Nullable RegistryAuthSource registryAuthFrom;
        private boolean rollback = false;

        private Builder() {}

        public Builder registryAuth(@Nullable RegistryAuth value) {
            registryAuth = value;
            return this;
        }

        public Builder registryAuthFrom(@Nullable RegistryAuthSource value) {
            registryAuthFrom = value;
            return this;
        }

        public Builder rollback(boolean value) {
            rollback = value;
            return this;
        }

        public ServiceUpdateOptions build() {
            return new ServiceUpdateOptions(registryAuth, registryAuthFrom, rollback);
        }
    }
}
