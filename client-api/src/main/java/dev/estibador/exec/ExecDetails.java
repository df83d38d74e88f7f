package dev.estibador.exec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /exec/{id}/json}.
 *
 * @param exitCode null until it has ended
 */
public record ExecDetails(
        @JsonProperty("ID") @Nullable String id,
        @JsonProperty("ContainerID") @Nullable String containerId,
        @JsonProperty("Running") @Nullable Boolean running,
        @JsonProperty("ExitCode") @Nullable Long exitCode,
        @JsonProperty("Pid") @Nullable Long pid,
        @JsonProperty("OpenStdin") @Nullable Boolean openStdin,
        @JsonProperty("OpenStdout") @Nullable Boolean openStdout,
        @JsonProperty("OpenStderr") @Nullable Boolean openStderr,
        @JsonProperty("ProcessConfig") @Nullable ProcessConfig process) {
    @JsonCreator
    public ExecDetails {}
}
