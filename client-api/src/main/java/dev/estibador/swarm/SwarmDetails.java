package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/** The swarm that a manager belongs to. */
public record SwarmDetails(
        @JsonUnwrapped SwarmCluster cluster,
        @JsonProperty("JoinTokens") @Nullable JoinTokens joinTokens) {
    @JsonCreator
    public SwarmDetails {}
}
