package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's place in a network.
 */
public record EndpointSettings(
        @JsonProperty("NetworkID") @Nullable String networkId,
        @JsonProperty("EndpointID") @Nullable String endpointId,
        @JsonProperty("Gateway") @Nullable String gateway,
        @JsonProperty("IPAddress") @Nullable String ipAddress,
        @JsonProperty("MacAddress") @Nullable String macAddress,
        @JsonProperty("Aliases") List<String> aliases) {
    @JsonCreator
    public EndpointSettings {
        aliases = Copies.of(aliases);
    }
}
