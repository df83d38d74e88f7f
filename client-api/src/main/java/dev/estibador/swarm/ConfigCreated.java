package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/** A config that was made. */
public record ConfigCreated(
        @JsonProperty("Id") @JsonAlias("ID") String id) {
    @JsonCreator
    public ConfigCreated {
        id = Copies.text(id);
    }
}
