package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the health check said last.
 *
 * @param failingStreak failures in a row
 * @param log the last few, the oldest first
 */
public record Health(
        @JsonProperty("Status") @Nullable HealthStatus status,
        @JsonProperty("FailingStreak") @Nullable Long failingStreak,
        @JsonProperty("Log") List<Check> log) {
    @JsonCreator
    public Health {
        log = Copies.of(log);
    }

    /**
     * One run of a health check.
     *
     * @param exitCode 0 for healthy
     */
    public record Check(
            @JsonProperty("Start") @Nullable Instant start,
            @JsonProperty("End") @Nullable Instant end,
            @JsonProperty("ExitCode") @Nullable Long exitCode,
            @JsonProperty("Output") @Nullable String output) {
        @JsonCreator
        public Check {}
    }
}
