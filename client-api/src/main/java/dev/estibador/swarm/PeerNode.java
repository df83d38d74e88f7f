package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import org.jspecify.annotations.Nullable;

/**
 * Another manager of the swarm.
 *
 * @param address with its port
 */
public record PeerNode(
        @JsonProperty("NodeID") String nodeId,
        @JsonProperty("Addr") @Nullable String address) {
    @JsonCreator
    public PeerNode {
        nodeId = Copies.text(nodeId);
    }
}
