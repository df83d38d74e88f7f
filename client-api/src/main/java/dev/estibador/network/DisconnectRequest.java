package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of {@code POST /networks/{id}/disconnect}.
 *
 * @param container an id or a name
 */
public record DisconnectRequest(
        @JsonProperty("Container") String container,
        @JsonProperty("Force") boolean force) {}
