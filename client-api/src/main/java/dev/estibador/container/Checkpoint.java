package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/** A checkpoint in a list. */
public record Checkpoint(@JsonProperty("Name") String name) {
    @JsonCreator
    public Checkpoint {
        name = Copies.text(name);
    }
}
