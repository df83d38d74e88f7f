package dev.estibador.image;

/**
 * How to remove an image.
 *
 * @param force even if it has several tags or a stopped container uses it
 * @param noPrune keep untagged parents
 */
public record ImageRemoveOptions(boolean force, boolean noPrune) {
    public static final ImageRemoveOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean force = false;
        private boolean noPrune = false;

        private Builder() {}

        public Builder force(boolean value) {
            force = value;
            return this;
        }

        public Builder noPrune(boolean value) {
            noPrune = value;
            return this;
        }

        public ImageRemoveOptions build() {
            return new ImageRemoveOptions(force, noPrune);
        }
    }
}
