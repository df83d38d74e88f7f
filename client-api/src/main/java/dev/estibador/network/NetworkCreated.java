package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/**
 * The answer of {@code POST /networks/create}.
 *
 * @param warning empty where there is none
 */
public record NetworkCreated(
        @JsonProperty("Id") String id,
        @JsonProperty("Warning") String warning) {
    @JsonCreator
    public NetworkCreated {
        id = Copies.text(id);
        warning = Copies.text(warning);
    }
}
