package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;

/** The answer of {@code POST /containers/create}. */
public record ContainerCreated(
        @JsonProperty("Id") String id,
        @JsonProperty("Warnings") List<String> warnings) {
    @JsonCreator
    public ContainerCreated {
        id = Copies.text(id);
        warnings = Copies.of(warnings);
    }
}
