package dev.estibador.exec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/**
 * The answer of {@code POST /containers/{id}/exec}.
 */
public record ExecCreated(@JsonProperty("Id") String id) {
    @JsonCreator
    public ExecCreated {
        id = Copies.text(id);
    }
}
