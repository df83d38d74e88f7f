package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/** The network without containers ({@code configOnly}) that another one takes its configuration from. */
public record ConfigReference(@JsonProperty("Network") String network) {
    @JsonCreator
    public ConfigReference {
        network = Copies.text(network);
    }
}
