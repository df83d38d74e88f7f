package dev.estibador.container;

/**
 * What to tell of a container.
 *
 * @param size work out its sizes, which is slow
 */
public record ContainerInspectOptions(boolean size) {
    public static final ContainerInspectOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean size = false;

        private Builder() {}

        public Builder size(boolean value) {
            size = value;
            return this;
        }

        public ContainerInspectOptions build() {
            return new ContainerInspectOptions(size);
        }
    }
}
