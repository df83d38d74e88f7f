package dev.estibador.exec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /exec/{id}/json}.
 *
 * @param canRemove the engine may forget it
 * @param detachKeys the bytes of the keys, in base64
 * @param exitCode null until it has ended
 * @param pid on the engine's machine, while it runs
 */
public record ExecDetails(
        @JsonProperty("CanRemove") @Nullable Boolean canRemove,
        @JsonProperty("DetachKeys") @Nullable String detachKeys,
        @JsonProperty("ID") String id,
        @JsonProperty("Running") @Nullable Boolean running,
        @JsonProperty("ExitCode") @Nullable Long exitCode,
        @JsonProperty("ProcessConfig") @Nullable ProcessConfig process,
        @JsonProperty("OpenStdin") @Nullable Boolean openStdin,
        @JsonProperty("OpenStderr") @Nullable Boolean openStderr,
        @JsonProperty("OpenStdout") @Nullable Boolean openStdout,
        @JsonProperty("ContainerID") @Nullable String containerId,
        @JsonProperty("Pid") @Nullable Long pid) {
    @JsonCreator
    public ExecDetails {
        id = Copies.text(id);
    }
}
