package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.ObjectVersion;
import dev.estibador.common.RecordText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container, or the like, that a node runs for a service.
 *
 * @param slot which replica it is, from 1 on; null where the service is global
 * @param nodeId empty or null before it has one
 * @param jobIteration API 1.41, of jobs
 */
public record Task(
        @JsonProperty("ID") String id,
        @JsonProperty("Version") @Nullable ObjectVersion version,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("UpdatedAt") @Nullable Instant updatedAt,
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("Spec") @Nullable TaskSpec spec,
        @JsonProperty("ServiceID") @Nullable String serviceId,
        @JsonProperty("Slot") @Nullable Long slot,
        @JsonProperty("NodeID") @Nullable String nodeId,
        @JsonProperty("AssignedGenericResources") List<GenericResource> assignedGenericResources,
        @JsonProperty("Status") @Nullable TaskStatus status,
        @JsonProperty("DesiredState") @Nullable TaskState desiredState,
        @JsonProperty("JobIteration") @Nullable ObjectVersion jobIteration,
        @JsonProperty("NetworksAttachments") List<NetworkAttachment> networksAttachments) {
    @JsonCreator
    public Task {
        id = Copies.text(id);
        labels = Copies.of(labels);
        assignedGenericResources = Copies.of(assignedGenericResources);
        networksAttachments = Copies.of(networksAttachments);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    /**
     * A network that a task is in.
     *
     * @param addresses with the bits of their prefixes
     */
    public record NetworkAttachment(
            @JsonProperty("Network") @Nullable SwarmNetwork network,
            @JsonProperty("Addresses") List<String> addresses) {
        @JsonCreator
        public NetworkAttachment {
            addresses = Copies.of(addresses);
        }
    }
}
