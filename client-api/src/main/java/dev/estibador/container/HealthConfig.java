package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to see whether a container is healthy. What is not set is the image's. Times are 0 or at least a millisecond.
 *
 * @param test as it travels: {@code CMD} and words, {@code CMD-SHELL} and a script, or {@code NONE}
 * @param interval between checks
 * @param timeout of a check
 * @param retries failures in a row that make it unhealthy
 * @param startPeriod in which failures do not count
 * @param startInterval between checks in the start period
 */
public record HealthConfig(
        @JsonProperty("Test") List<String> test,
        @JsonProperty("Interval") @Nullable Duration interval,
        @JsonProperty("Timeout") @Nullable Duration timeout,
        @JsonProperty("Retries") @Nullable Long retries,
        @JsonProperty("StartPeriod") @Nullable Duration startPeriod,

        @JsonProperty("StartInterval") @ApiSince("1.44") @Nullable
        Duration startInterval) {
    @JsonCreator
    public HealthConfig {
        test = Copies.of(test);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "test");
    }

    /** Takes the image's check away. */
    public static final HealthConfig NONE = builder().test("NONE").build();

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.test.addAll(test);
        builder.interval = interval;
        builder.timeout = timeout;
        builder.retries = retries;
        builder.startPeriod = startPeriod;
        builder.startInterval = startInterval;
        return builder;
    }

    public static final class Builder {
        private final List<String> test = new ArrayList<>();
        private @Nullable Duration interval;
        private @Nullable Duration timeout;
        private @Nullable Long retries;
        private @Nullable Duration startPeriod;
        private @Nullable Duration startInterval;

        private Builder() {}

        public Builder test(String... more) {
            test.addAll(List.of(more));
            return this;
        }

        public Builder test(List<String> all) {
            test.clear();
            test.addAll(all);
            return this;
        }

        public Builder interval(@Nullable Duration value) {
            interval = value;
            return this;
        }

        public Builder timeout(@Nullable Duration value) {
            timeout = value;
            return this;
        }

        public Builder retries(long value) {
            retries = value;
            return this;
        }

        public Builder startPeriod(@Nullable Duration value) {
            startPeriod = value;
            return this;
        }

        public Builder startInterval(@Nullable Duration value) {
            startInterval = value;
            return this;
        }

        /** Runs a command; exit code 0 is healthy. */
        public Builder cmd(String... words) {
            test.clear();
            return test("CMD").test(words);
        }

        /** Runs a script in the container's shell; exit code 0 is healthy. */
        public Builder shell(String script) {
            test.clear();
            return test("CMD-SHELL", script);
        }

        public HealthConfig build() {
            return new HealthConfig(test, interval, timeout, retries, startPeriod, startInterval);
        }
    }
}
