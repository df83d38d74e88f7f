package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.network.EndpointSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container is reached. All but the first four fields are of the default bridge, and gone since API 1.52.
 *
 * @param ports {@code port/protocol} to where it is published; exposed ports that are not published have none
 * @param networks by the network's name
 * @param sandboxKey the path of its network namespace
 */
public record NetworkSettings(
        @JsonProperty("Ports") Map<String, List<PortBinding>> ports,
        @JsonProperty("Networks") Map<String, EndpointSettings> networks,
        @JsonProperty("SandboxID") @Nullable String sandboxId,
        @JsonProperty("SandboxKey") @Nullable String sandboxKey,
        @JsonProperty("Bridge") @Nullable String bridge,
        @JsonProperty("Gateway") @Nullable String gateway,
        @JsonProperty("IPAddress") @Nullable String ipAddress,
        @JsonProperty("IPPrefixLen") @Nullable Long ipPrefixLen,
        @JsonProperty("MacAddress") @Nullable String macAddress,
        @JsonProperty("EndpointID") @Nullable String endpointId,
        @JsonProperty("IPv6Gateway") @Nullable String ipv6Gateway,
        @JsonProperty("GlobalIPv6Address") @Nullable String globalIpv6Address,
        @JsonProperty("GlobalIPv6PrefixLen") @Nullable Long globalIpv6PrefixLen,
        @JsonProperty("LinkLocalIPv6Address") @Nullable String linkLocalIpv6Address,
        @JsonProperty("LinkLocalIPv6PrefixLen") @Nullable Long linkLocalIpv6PrefixLen,
        @JsonProperty("SecondaryIPAddresses") List<Address> secondaryIpAddresses,
        @JsonProperty("SecondaryIPv6Addresses") List<Address> secondaryIpv6Addresses,
        @JsonProperty("HairpinMode") @Nullable Boolean hairpinMode) {
    @JsonCreator
    public NetworkSettings {
        ports = Copies.lists(ports);
        networks = Copies.of(networks);
        secondaryIpAddresses = Copies.of(secondaryIpAddresses);
        secondaryIpv6Addresses = Copies.of(secondaryIpv6Addresses);
    }

    /** One more address. */
    public record Address(
            @JsonProperty("Addr") @Nullable String addr,
            @JsonProperty("PrefixLen") @Nullable Long prefixLen) {
        @JsonCreator
        public Address {}
    }
}
