package dev.estibador.image;

import dev.estibador.common.Filters;

/**
 * Which images to list.
 *
 * @param all the layers between too
 * @param digests tell {@link ImageSummary#repoDigests}
 * @param sharedSize work out {@link ImageSummary#sharedSize}, which is slow; API 1.42
 * @param manifests tell {@link ImageSummary#manifests}; API 1.47
 * @param identity tell the identity of each manifest; together with {@code manifests}, API 1.54
 * @param filters keys such as {@code reference}, {@code label}, {@code dangling}, {@code before}, {@code since}, {@code until}
 */
public record ImageListOptions(
        boolean all, boolean digests, boolean sharedSize, boolean manifests, boolean identity, Filters filters) {
    public static final ImageListOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean all = false;
        private boolean digests = false;
        private boolean sharedSize = false;
        private boolean manifests = false;
        private boolean identity = false;
        private Filters filters = Filters.NONE;

        private Builder() {}

        public Builder all(boolean value) {
            all = value;
            return this;
        }

        public Builder digests(boolean value) {
            digests = value;
            return this;
        }

        public Builder sharedSize(boolean value) {
            sharedSize = value;
            return this;
        }

        public Builder manifests(boolean value) {
            manifests = value;
            return this;
        }

        public Builder identity(boolean value) {
            identity = value;
            return this;
        }

        public Builder filters(Filters value) {
            filters = value;
            return this;
        }

        public Builder filter(String key, String... values) {
            filters = filters.and(key, values);
            return this;
        }

        public ImageListOptions build() {
            return new ImageListOptions(all, digests, sharedSize, manifests, identity, filters);
        }
    }
}
