package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the tasks of a service are replaced, by an update or by a rollback.
 *
 * @param parallelism tasks at a time, 0 for all
 * @param delay between them
 * @param failureAction a rollback does not know {@link UpdateFailureAction#ROLLBACK}
 * @param monitor how long a new task is watched
 * @param maxFailureRatio of failed tasks, from 0 to 1, that is put up with
 */
public record UpdateConfig(
        @JsonProperty("Parallelism") @Nullable Long parallelism,
        @JsonProperty("Delay") @Nullable Duration delay,
        @JsonProperty("FailureAction") @Nullable UpdateFailureAction failureAction,
        @JsonProperty("Monitor") @Nullable Duration monitor,
        @JsonProperty("MaxFailureRatio") @Nullable Double maxFailureRatio,
        @JsonProperty("Order") @Nullable UpdateOrder order) {
    @JsonCreator
    public UpdateConfig {}

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.parallelism = parallelism;
        builder.delay = delay;
        builder.failureAction = failureAction;
        builder.monitor = monitor;
        builder.maxFailureRatio = maxFailureRatio;
        builder.order = order;
        return builder;
    }

    public static final class Builder {
        private @Nullable Long parallelism;
        private @Nullable Duration delay;
        private @Nullable UpdateFailureAction failureAction;
        private @Nullable Duration monitor;
        private @Nullable Double maxFailureRatio;
        private @Nullable UpdateOrder order;

        private Builder() {}

        public Builder parallelism(long value) {
            parallelism = value;
            return this;
        }

        public Builder delay(@Nullable Duration value) {
            delay = value;
            return this;
        }

        public Builder failureAction(@Nullable UpdateFailureAction value) {
            failureAction = value;
            return this;
        }

        public Builder monitor(@Nullable Duration value) {
            monitor = value;
            return this;
        }

        public Builder maxFailureRatio(double value) {
            maxFailureRatio = value;
            return this;
        }

        public Builder order(@Nullable UpdateOrder value) {
            order = value;
            return this;
        }

        public UpdateConfig build() {
            return new UpdateConfig(parallelism, delay, failureAction, monitor, maxFailureRatio, order);
        }
    }
}
