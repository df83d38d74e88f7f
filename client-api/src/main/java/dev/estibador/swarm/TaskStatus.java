package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task is doing, and what became of its container.
 *
 * @param timestamp when it was so
 * @param error why it is not in the state that is desired
 */
public record TaskStatus(
        @JsonProperty("Timestamp") @Nullable Instant timestamp,
        @JsonProperty("State") @Nullable TaskState state,
        @JsonProperty("Message") @Nullable String message,
        @JsonProperty("Err") @Nullable String error,
        @JsonProperty("ContainerStatus") @Nullable ContainerStatus containerStatus,
        @JsonProperty("PortStatus") @Nullable PortStatus portStatus) {
    @JsonCreator
    public TaskStatus {}

    /** The container of a task. */
    public record ContainerStatus(
            @JsonProperty("ContainerID") @Nullable String containerId,
            @JsonProperty("PID") @Nullable Long pid,
            @JsonProperty("ExitCode") @Nullable Long exitCode) {
        @JsonCreator
        public ContainerStatus {}
    }

    /** Which ports of the node are the task's. */
    public record PortStatus(@JsonProperty("Ports") List<PortConfig> ports) {
        @JsonCreator
        public PortStatus {
            ports = Copies.of(ports);
        }
    }
}
