package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a container is doing, and how it ended.
 *
 * @param startedAt null if it never was
 * @param finishedAt null if it never was
 * @param health null without a health check
 */
public record ContainerState(
        @JsonProperty("Status") @Nullable ContainerStatus status,
        @JsonProperty("Running") @Nullable Boolean running,
        @JsonProperty("Paused") @Nullable Boolean paused,
        @JsonProperty("Restarting") @Nullable Boolean restarting,
        @JsonProperty("OOMKilled") @Nullable Boolean oomKilled,
        @JsonProperty("Dead") @Nullable Boolean dead,
        @JsonProperty("Pid") @Nullable Long pid,
        @JsonProperty("ExitCode") @Nullable Long exitCode,
        @JsonProperty("Error") @Nullable String error,
        @JsonProperty("StartedAt") @Nullable Instant startedAt,
        @JsonProperty("FinishedAt") @Nullable Instant finishedAt,
        @JsonProperty("Health") @Nullable Health health) {
    @JsonCreator
    public ContainerState {}
}
