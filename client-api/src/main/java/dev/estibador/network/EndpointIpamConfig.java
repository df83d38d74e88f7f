package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fixed addresses for a container in a network, out of the network's subnets. */
public record EndpointIpamConfig(
        @JsonProperty("IPv4Address") @Nullable String ipv4Address,
        @JsonProperty("IPv6Address") @Nullable String ipv6Address,
        @JsonProperty("LinkLocalIPs") List<String> linkLocalIps) {
    @JsonCreator
    public EndpointIpamConfig {
        linkLocalIps = Copies.of(linkLocalIps);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.ipv4Address = ipv4Address;
        builder.ipv6Address = ipv6Address;
        builder.linkLocalIps.addAll(linkLocalIps);
        return builder;
    }

    public static final class Builder {
        private @Nullable String ipv4Address;
        private @Nullable String ipv6Address;
        private final List<String> linkLocalIps = new ArrayList<>();

        private Builder() {}

        public Builder ipv4Address(@Nullable String value) {
            ipv4Address = value;
            return this;
        }

        public Builder ipv6Address(@Nullable String value) {
            ipv6Address = value;
            return this;
        }

        public Builder linkLocalIps(String... more) {
            linkLocalIps.addAll(List.of(more));
            return this;
        }

        public Builder linkLocalIps(List<String> all) {
            linkLocalIps.clear();
            linkLocalIps.addAll(all);
            return this;
        }

        public EndpointIpamConfig build() {
            return new EndpointIpamConfig(ipv4Address, ipv6Address, linkLocalIps);
        }
    }
}
