package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.ObjectVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node of the swarm, as managers see it.
 *
 * @param version to be named by an update
 * @param managerStatus null for a worker
 */
public record Node(
        @JsonProperty("ID") String id,
        @JsonProperty("Version") @Nullable ObjectVersion version,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("UpdatedAt") @Nullable Instant updatedAt,
        @JsonProperty("Spec") @Nullable NodeSpec spec,
        @JsonProperty("Description") @Nullable NodeDescription description,
        @JsonProperty("Status") @Nullable NodeStatus status,
        @JsonProperty("ManagerStatus") @Nullable ManagerStatus managerStatus) {
    @JsonCreator
    public Node {
        id = Copies.text(id);
    }

    /** How it is. */
    public record NodeStatus(
            @JsonProperty("State") @Nullable NodeState state,
            @JsonProperty("Message") @Nullable String message,
            @JsonProperty("Addr") @Nullable String address) {
        @JsonCreator
        public NodeStatus {}
    }

    /**
     * How it is as a manager.
     *
     * @param address with its port
     */
    public record ManagerStatus(
            @JsonProperty("Leader") @Nullable Boolean leader,
            @JsonProperty("Reachability") @Nullable Reachability reachability,
            @JsonProperty("Addr") @Nullable String address) {
        @JsonCreator
        public ManagerStatus {}
    }
}
