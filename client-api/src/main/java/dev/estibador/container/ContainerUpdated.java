package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;

/** The answer of {@code POST /containers/{id}/update}. */
public record ContainerUpdated(@JsonProperty("Warnings") List<String> warnings) {
    @JsonCreator
    public ContainerUpdated {
        warnings = Copies.of(warnings);
    }
}
