package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of {@code POST /networks/{id}/connect}.
 *
 * @param container an id or a name
 */
public record ConnectRequest(
        @JsonProperty("Container") String container,
        @JsonProperty("EndpointConfig") EndpointSettings endpointConfig) {}
