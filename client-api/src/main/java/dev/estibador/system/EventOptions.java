package dev.estibador.system;

import dev.estibador.common.Filters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to follow: all from now on, unless told otherwise.
 *
 * @param since begin with what happened then, as far as the engine remembers: its last 256 events
 * @param until end there, which may be in the future; null to go on
 * @param filters keys such as {@code type}, {@code event}, {@code container}, {@code image}, {@code label}, {@code scope}
 */
public record EventOptions(
        @Nullable Instant since, @Nullable Instant until, Filters filters) {
    public static final EventOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable Instant since;
        private @Nullable Instant until;
        private Filters filters = Filters.NONE;

        private Builder() {}

        public Builder since(@Nullable Instant value) {
            since = value;
            return this;
        }

        public Builder until(@Nullable Instant value) {
            until = value;
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

        public EventOptions build() {
            return new EventOptions(since, until, filters);
        }
    }
}
