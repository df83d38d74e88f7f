package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import java.util.Map;

/**
 * How a container is reached.
 *
 * @param ports {@code port/protocol} to where it is published; exposed ports that are not published are left out
 * @param networks by the network's name
 */
public record NetworkSettings(
        @JsonProperty("Ports") Map<String, List<PortBinding>> ports,
        @JsonProperty("Networks") Map<String, EndpointSettings> networks) {
    @JsonCreator
    public NetworkSettings {
        ports = Copies.of(ports);
        networks = Copies.of(networks);
    }
}
