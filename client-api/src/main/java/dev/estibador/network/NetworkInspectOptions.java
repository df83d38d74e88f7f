package dev.estibador.network;

import org.jspecify.annotations.Nullable;

/**
 * What to tell of a network.
 *
 * @param verbose the services that use it as well, in a swarm
 * @param scope look among those of that scope only: {@code local}, {@code global}, {@code swarm}
 */
public record NetworkInspectOptions(
        boolean verbose, @Nullable String scope) {
    public static final NetworkInspectOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean verbose = false;
        private @Nullable String scope;

        private Builder() {}

        public Builder verbose(boolean value) {
            verbose = value;
            return this;
        }

        public Builder scope(@Nullable String value) {
            scope = value;
            return this;
        }

        public NetworkInspectOptions build() {
            return new NetworkInspectOptions(verbose, scope);
        }
    }
}
