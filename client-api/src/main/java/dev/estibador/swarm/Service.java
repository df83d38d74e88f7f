package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.ObjectVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service of the swarm, and how it is doing.
 *
 * @param version to be named by an update
 * @param previousSpec that a rollback goes back to; null before the first update
 * @param updateStatus null before the first update
 * @param serviceStatus API 1.41, in lists that ask for it
 * @param jobStatus API 1.41, of jobs
 */
public record Service(
        @JsonProperty("ID") String id,
        @JsonProperty("Version") @Nullable ObjectVersion version,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("UpdatedAt") @Nullable Instant updatedAt,
        @JsonProperty("Spec") @Nullable ServiceSpec spec,
        @JsonProperty("PreviousSpec") @Nullable ServiceSpec previousSpec,
        @JsonProperty("Endpoint") @Nullable Endpoint endpoint,
        @JsonProperty("UpdateStatus") @Nullable UpdateStatus updateStatus,
        @JsonProperty("ServiceStatus") @Nullable ServiceStatus serviceStatus,
        @JsonProperty("JobStatus") @Nullable JobStatus jobStatus) {
    @JsonCreator
    public Service {
        id = Copies.text(id);
    }

    /** Where the service is reached. */
    public record Endpoint(
            @JsonProperty("Spec") @Nullable EndpointSpec spec,
            @JsonProperty("Ports") List<PortConfig> ports,
            @JsonProperty("VirtualIPs") List<VirtualIp> virtualIps) {
        @JsonCreator
        public Endpoint {
            ports = Copies.of(ports);
            virtualIps = Copies.of(virtualIps);
        }
    }

    /**
     * The service's own address in a network.
     *
     * @param address with the bits of its prefix
     */
    public record VirtualIp(
            @JsonProperty("NetworkID") @Nullable String networkId,
            @JsonProperty("Addr") @Nullable String address) {
        @JsonCreator
        public VirtualIp {}
    }

    /** How the last update goes. */
    public record UpdateStatus(
            @JsonProperty("State") @Nullable UpdateState state,
            @JsonProperty("StartedAt") @Nullable Instant startedAt,
            @JsonProperty("CompletedAt") @Nullable Instant completedAt,
            @JsonProperty("Message") @Nullable String message) {
        @JsonCreator
        public UpdateStatus {}
    }

    /**
     * How many tasks there are.
     *
     * @param completedTasks of jobs
     */
    public record ServiceStatus(
            @JsonProperty("RunningTasks") @Nullable Long runningTasks,
            @JsonProperty("DesiredTasks") @Nullable Long desiredTasks,
            @JsonProperty("CompletedTasks") @Nullable Long completedTasks) {
        @JsonCreator
        public ServiceStatus {}
    }

    /**
     * How often a job was run.
     *
     * @param jobIteration grows with each run; tasks tell the one that they belong to
     */
    public record JobStatus(
            @JsonProperty("JobIteration") @Nullable ObjectVersion jobIteration,
            @JsonProperty("LastExecution") @Nullable Instant lastExecution) {
        @JsonCreator
        public JobStatus {}
    }
}
