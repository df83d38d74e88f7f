package dev.estibador.container;

/**
 * How to remove a container.
 *
 * @param volumes its anonymous volumes too
 * @param force kill it first if it runs
 */
public record RemoveOptions(boolean volumes, boolean force) {
    public static final RemoveOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean volumes = false;
        private boolean force = false;

        private Builder() {}

        public Builder volumes(boolean value) {
            volumes = value;
            return this;
        }

        public Builder force(boolean value) {
            force = value;
            return this;
        }

        public RemoveOptions build() {
            return new RemoveOptions(volumes, force);
        }
    }
}
