package dev.estibador.swarm;

/**
 * How to inspect a service.
 *
 * @param insertDefaults fill in what an update would take for unset fields
 */
public record ServiceInspectOptions(boolean insertDefaults) {
    public static final ServiceInspectOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean insertDefaults = false;

        private Builder() {}

        public Builder insertDefaults(boolean value) {
            insertDefaults = value;
            return this;
        }

        public ServiceInspectOptions build() {
            return new ServiceInspectOptions(insertDefaults);
        }
    }
}
