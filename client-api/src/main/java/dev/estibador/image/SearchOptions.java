package dev.estibador.image;

import dev.estibador.common.Filters;
import dev.estibador.common.RegistryAuth;
import org.jspecify.annotations.Nullable;

/**
 * How to search for images.
 *
 * @param limit so many at most
 * @param filters keys {@code is-official}, {@code stars}
 * @param auth who asks the registry; null for whom the client's credentials name
 */
public record SearchOptions(
        @Nullable Integer limit, Filters filters, @Nullable RegistryAuth auth) {
    public static final SearchOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable Integer limit;
        private Filters filters = Filters.NONE;
        private @Nullable RegistryAuth auth;

        private Builder() {}

        public Builder limit(int value) {
            limit = value;
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

        public Builder auth(@Nullable RegistryAuth value) {
            auth = value;
            return this;
        }

        public SearchOptions build() {
            return new SearchOptions(limit, filters, auth);
        }
    }
}
