package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;

/** What the engine has to say of an update. */
public record ServiceUpdated(@JsonProperty("Warnings") List<String> warnings) {
    @JsonCreator
    public ServiceUpdated {
        warnings = Copies.of(warnings);
    }
}
