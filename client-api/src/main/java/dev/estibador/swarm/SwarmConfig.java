package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** How a swarm is set up. */
public record SwarmConfig(@JsonProperty("Name") @Nullable String name) {
    @JsonCreator
    public SwarmConfig {}
}
