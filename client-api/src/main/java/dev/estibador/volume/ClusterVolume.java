package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.estibador.common.Copies;
import dev.estibador.common.ObjectVersion;
import dev.estibador.common.RecordText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a swarm knows of a volume that it keeps.
 *
 * @param id in the swarm, where it has one as well as a name
 * @param version to name in an update
 * @param publishStatus for each node that it is on
 */
public record ClusterVolume(
        @JsonProperty("ID") String id,
        @JsonProperty("Version") @Nullable ObjectVersion version,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("UpdatedAt") @Nullable Instant updatedAt,
        @JsonProperty("Spec") @Nullable ClusterVolumeSpec spec,
        @JsonProperty("Info") @Nullable Info info,
        @JsonProperty("PublishStatus") List<PublishStatus> publishStatus) {
    @JsonCreator
    public ClusterVolume {
        id = Copies.text(id);
        publishStatus = Copies.of(publishStatus);
    }

    /**
     * What the storage plugin says of it.
     *
     * @param capacityBytes 0 where it is not known
     * @param volumeContext of the plugin's own
     * @param volumeId of the plugin's own
     * @param accessibleTopology where it can be reached from
     */
    public record Info(
            @JsonProperty("CapacityBytes") @Nullable Long capacityBytes,
            @JsonProperty("VolumeContext") Map<String, String> volumeContext,
            @JsonProperty("VolumeID") @Nullable String volumeId,
            @JsonProperty("AccessibleTopology") List<Topology> accessibleTopology) {
        @JsonCreator
        public Info {
            volumeContext = Copies.of(volumeContext);
            accessibleTopology = Copies.of(accessibleTopology);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this);
        }
    }

    /**
     * How far it is on a node.
     *
     * @param publishContext of the plugin's own
     */
    public record PublishStatus(
            @JsonProperty("NodeID") String nodeId,
            @JsonProperty("State") @Nullable PublishState state,
            @JsonProperty("PublishContext") Map<String, String> publishContext) {
        @JsonCreator
        public PublishStatus {
            nodeId = Copies.text(nodeId);
            publishContext = Copies.of(publishContext);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this);
        }
    }

    /** How far a volume is on a node. An open set: a word that this version does not know is kept as it came. */
    public record PublishState(@JsonValue String value) {
        public static final PublishState PENDING_PUBLISH = new PublishState("pending-publish");
        public static final PublishState PUBLISHED = new PublishState("published");
        public static final PublishState PENDING_NODE_UNPUBLISH = new PublishState("pending-node-unpublish");
        public static final PublishState PENDING_CONTROLLER_UNPUBLISH =
                new PublishState("pending-controller-unpublish");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public PublishState {}

        @Override
        public String toString() {
            return value;
        }
    }
}
