package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/** A secret that was made. */
public record SecretCreated(
        @JsonProperty("Id") @JsonAlias("ID") String id) {
    @JsonCreator
    public SecretCreated {
        id = Copies.text(id);
    }
}
