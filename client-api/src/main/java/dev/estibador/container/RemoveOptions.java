package dev.estibador.container;

/**
 * How to remove a container.
 *
 * @param force kill it first, if it runs
 * @param volumes remove its anonymous volumes too
 * @param link remove the link of that name instead of a container
 */
public record RemoveOptions(boolean force, boolean volumes, boolean link) {
    public static final RemoveOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean force = false;
        private boolean volumes = false;
        private boolean link = false;

        private Builder() {}

        public Builder force(boolean value) {
            force = value;
            return this;
        }

        public Builder volumes(boolean value) {
            volumes = value;
            return this;
        }

        public Builder link(boolean value) {
            link = value;
            return this;
        }

        public RemoveOptions build() {
            return new RemoveOptions(force, volumes, link);
        }
    }
}
