package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine tells of the swarm that it belongs to.
 *
 * @param nodeId empty where it belongs to none
 * @param controlAvailable whether it is a manager
 * @param error why it is in an error
 * @param nodes how many there are, told by managers
 * @param managers how many there are, told by managers
 * @param cluster told by managers
 */
public record SwarmState(
        @JsonProperty("NodeID") String nodeId,
        @JsonProperty("NodeAddr") @Nullable String nodeAddress,
        @JsonProperty("LocalNodeState") @Nullable LocalNodeState localNodeState,
        @JsonProperty("ControlAvailable") @Nullable Boolean controlAvailable,
        @JsonProperty("Error") @Nullable String error,
        @JsonProperty("RemoteManagers") List<PeerNode> remoteManagers,
        @JsonProperty("Nodes") @Nullable Long nodes,
        @JsonProperty("Managers") @Nullable Long managers,
        @JsonProperty("Cluster") @Nullable SwarmCluster cluster) {
    @JsonCreator
    public SwarmState {
        nodeId = Copies.text(nodeId);
        remoteManagers = Copies.of(remoteManagers);
    }
}
