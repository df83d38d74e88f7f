package dev.estibador.image;

import dev.estibador.common.Filters;
import org.jspecify.annotations.Nullable;

/**
 * Which of the build cache to remove: what nothing uses, unless told otherwise.
 *
 * @param all what the engine itself keeps too
 * @param reservedSpace bytes of cache to keep in any case, API 1.48
 * @param maxUsedSpace bytes that the cache may take, API 1.48
 * @param minFreeSpace bytes that shall be free on the disk, API 1.48
 * @param keepStorage bytes of cache to keep, for engines until API 1.47
 * @param filters keys such as {@code until}, {@code id}, {@code type}, {@code inuse}, {@code shared}, {@code private}
 */
public record BuildPruneOptions(
        boolean all,
        @Nullable Long reservedSpace,
        @Nullable Long maxUsedSpace,
        @Nullable Long minFreeSpace,
        @Nullable Long keepStorage,
        Filters filters) {
    public static final BuildPruneOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean all = false;
        private @Nullable Long reservedSpace;
        private @Nullable Long maxUsedSpace;
        private @Nullable Long minFreeSpace;
        private @Nullable Long keepStorage;
        private Filters filters = Filters.NONE;

        private Builder() {}

        public Builder all(boolean value) {
            all = value;
            return this;
        }

        public Builder reservedSpace(long value) {
            reservedSpace = value;
            return this;
        }

        public Builder maxUsedSpace(long value) {
            maxUsedSpace = value;
            return this;
        }

        public Builder minFreeSpace(long value) {
            minFreeSpace = value;
            return this;
        }

        public Builder keepStorage(long value) {
            keepStorage = value;
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

        public BuildPruneOptions build() {
            return new BuildPruneOptions(all, reservedSpace, maxUsedSpace, minFreeSpace, keepStorage, filters);
        }
    }
}
