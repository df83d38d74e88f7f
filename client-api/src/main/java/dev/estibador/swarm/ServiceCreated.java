package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;

/** A service that was made. */
public record ServiceCreated(
        @JsonProperty("ID") String id,
        @JsonProperty("Warnings") List<String> warnings) {
    @JsonCreator
    public ServiceCreated {
        id = Copies.text(id);
        warnings = Copies.of(warnings);
    }
}
