package dev.estibador.system;

import dev.estibador.common.Filters;
import dev.estibador.stream.ResumeListener;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which events to follow: all from now on by default.
 *
 * @param since begin with what happened then, as far as the engine remembers: its last 256 events
 * @param until end there, which may be in the future; null to go on
 * @param filters keys such as {@code type}, {@code event}, {@code container}, {@code image}, {@code label}, {@code scope}
 * @param resume makes the stream go on where the connection is cut, and hears of gaps; null to fail then. See {@link Builder#resume}
 */
public record EventOptions(
        @Nullable Instant since,
        @Nullable Instant until,
        Filters filters,
        @Nullable ResumeListener<? super EventGap> resume) {
    public static final EventOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private @Nullable Instant since;
        private @Nullable Instant until;
        private Filters filters = Filters.NONE;
        private @Nullable ResumeListener<? super EventGap> resume;

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
         * Goes on over another connection when this one is cut, or ends before {@code until} or without it. The engine is asked for what
         * happened since a second before the last event, and none is given twice. Where nothing was given yet, it is asked for
         * what happened since {@code since}, or since it accepted the call.
         *
         * <p>Where events may be missing, {@code listener} is called with the gap, between the events before and those after. That
         * is as soon as the engine answers again and has said what it still knows, whether or not further events match:
         *
         * <ul>
         *   <li>the last event before the cut is not among what the engine repeats: more than 256 others drove it out, or the
         *       engine was restarted;
         *   <li>no event was given before the cut;
         *   <li>the engine's clock was set back by more than two seconds meanwhile, which the heads of its replies show; or the first
         *       new event after a cut is more than a second older than the last one before it.
         * </ul>
         *
         * <p>What is not noticed: an engine that names no time in its replies, whose clock is set back during a cut and passes the
         * last event's time again before the next event. {@link ResumeListener#interrupted} and {@link ResumeListener#resumed}
         * report the loss and the return of the connection.
         *
         * <p>The stream is read also while its consumer does not ask, since an engine drops what waits for too long without a
         * sign. If half a megabyte waits, the connection is closed, and made again once the consumer has caught up.
         *
         * <p>The wait before a new connection grows from 0.1 to 8 seconds, each varied by 20 percent. The stream fails with the
         * last failure when no new connection has given anything for a minute, at once when the engine refuses (status 4xx), and
         * if {@code listener} throws. The first connection, too, is made again if it is cut before the head of its reply; but an engine
         * that is not reached at all, or refuses, fails the stream at once.
         */
        public Builder resume(ResumeListener<? super EventGap> listener) {
            resume = Objects.requireNonNull(listener, "listener");
            return this;
        }

        public EventOptions build() {
            return new EventOptions(since, until, filters, resume);
        }
    }
}
