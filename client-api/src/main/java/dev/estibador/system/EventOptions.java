package dev.estibador.system;

import dev.estibador.common.Filters;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which events to follow: all from now on, unless told otherwise.
 *
 * @param since begin with what happened then, as far as the engine remembers: its last 256 events
 * @param until end there, which may be in the future; null to go on
 * @param filters keys such as {@code type}, {@code event}, {@code container}, {@code image}, {@code label}, {@code scope}
 * @param resume goes on where the connection is cut, and is told of gaps; null to fail then. See {@link Builder#resume}
 */
public record EventOptions(
        @Nullable Instant since,
        @Nullable Instant until,
        Filters filters,
        @Nullable Consumer<? super EventGap> resume) {
    public static final EventOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable Instant since;
        private @Nullable Instant until;
        private Filters filters = Filters.NONE;
        private @Nullable Consumer<? super EventGap> resume;

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

        /**
         * Goes on over another connection when this one is cut, or ends before {@code until}: the engine is asked for what
         * happened since the last event, and none is given twice. Where nothing was given yet, it is asked for what
         * happened since {@code since}, or since it accepted the call. Where it cannot be told that nothing is missing,
         * {@code onGap} is called before the first event after, where that event is given and in the same way.
         *
         * <p>The stream is read also while its consumer does not ask, since an engine drops what waits for too long and does
         * not tell. If half a megabyte waits, the connection is closed, and made again once the consumer has caught up.
         *
         * <p>The stream fails with the last failure when no new connection has come to anything for a minute, at once when
         * the engine refuses (status 4xx), and if {@code onGap} throws.
         */
        public Builder resume(Consumer<? super EventGap> onGap) {
            resume = Objects.requireNonNull(onGap, "onGap");
            return this;
        }

        public EventOptions build() {
            return new EventOptions(since, until, filters, resume);
        }
    }
}
