package dev.estibador.swarm;

/**
 * What an update of the swarm makes new besides.
 *
 * @param rotateWorkerToken the token that workers join with
 * @param rotateManagerToken the token that managers join with
 * @param rotateManagerUnlockKey the key that unlocks managers
 */
public record SwarmUpdateOptions(
        boolean rotateWorkerToken, boolean rotateManagerToken, boolean rotateManagerUnlockKey) {
    public static final SwarmUpdateOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean rotateWorkerToken = false;
        private boolean rotateManagerToken = false;
        private boolean rotateManagerUnlockKey = false;

        private Builder() {}

        public Builder rotateWorkerToken(boolean value) {
            rotateWorkerToken = value;
            return this;
        }

        public Builder rotateManagerToken(boolean value) {
            rotateManagerToken = value;
            return this;
        }

        public Builder rotateManagerUnlockKey(boolean value) {
            rotateManagerUnlockKey = value;
            return this;
        }

        public SwarmUpdateOptions build() {
            return new SwarmUpdateOptions(rotateWorkerToken, rotateManagerToken, rotateManagerUnlockKey);
        }
    }
}
