package dev.estibador.container;

import dev.estibador.common.Filters;
import org.jspecify.annotations.Nullable;

/**
 * Which containers to list: the running ones unless told otherwise.
 *
 * @param all those too that do not run
 * @param limit the newest so many, running or not
 * @param size work out their sizes, which is slow
 * @param filters keys such as {@code status}, {@code name}, {@code label}, {@code ancestor}
 */
public record ContainerListOptions(boolean all, @Nullable Integer limit, boolean size, Filters filters) {
    public static final ContainerListOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean all = false;
        private @Nullable Integer limit;
        private boolean size = false;
        private Filters filters = Filters.NONE;

        private Builder() {}

        public Builder all(boolean value) {
            all = value;
            return this;
        }

        public Builder limit(int value) {
            limit = value;
            return this;
        }

        public Builder size(boolean value) {
            size = value;
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

        public ContainerListOptions build() {
            return new ContainerListOptions(all, limit, size, filters);
        }
    }
}
