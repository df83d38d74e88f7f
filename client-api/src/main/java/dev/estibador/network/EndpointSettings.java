package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A container's place in a network: what it asks for, and what it got.
 *
 * @param ipamConfig the addresses to have
 * @param links {@code container:alias}, on bridges that users made
 * @param macAddress to have, and to read what it got in any version
 * @param aliases more names in the network's DNS
 * @param gwPriority the network with the highest gives the default gateway
 * @param dnsNames every name that it has in the network's DNS
 */
public record EndpointSettings(
        @JsonProperty("IPAMConfig") @Nullable EndpointIpamConfig ipamConfig,
        @JsonProperty("Links") List<String> links,

        @JsonProperty("MacAddress") @ApiSince("1.44") @Nullable
        String macAddress,

        @JsonProperty("Aliases") List<String> aliases,
        @JsonProperty("DriverOpts") Map<String, String> driverOpts,

        @JsonProperty("GwPriority") @ApiSince("1.48") @Nullable
        Long gwPriority,

        @JsonProperty("NetworkID") @Nullable String networkId,
        @JsonProperty("EndpointID") @Nullable String endpointId,
        @JsonProperty("Gateway") @Nullable String gateway,
        @JsonProperty("IPAddress") @Nullable String ipAddress,
        @JsonProperty("IPPrefixLen") @Nullable Long ipPrefixLen,
        @JsonProperty("IPv6Gateway") @Nullable String ipv6Gateway,
        @JsonProperty("GlobalIPv6Address") @Nullable String globalIpv6Address,
        @JsonProperty("GlobalIPv6PrefixLen") @Nullable Long globalIpv6PrefixLen,
        @JsonProperty("DNSNames") @ApiSince("1.44") List<String> dnsNames) {
    @JsonCreator
    public EndpointSettings {
        links = Copies.of(links);
        aliases = Copies.of(aliases);
        driverOpts = Copies.of(driverOpts);
        dnsNames = Copies.of(dnsNames);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.ipamConfig = ipamConfig;
        builder.links.addAll(links);
        builder.macAddress = macAddress;
        builder.aliases.addAll(aliases);
        builder.driverOpts.putAll(driverOpts);
        builder.gwPriority = gwPriority;
        builder.networkId = networkId;
        builder.endpointId = endpointId;
        builder.gateway = gateway;
        builder.ipAddress = ipAddress;
        builder.ipPrefixLen = ipPrefixLen;
        builder.ipv6Gateway = ipv6Gateway;
        builder.globalIpv6Address = globalIpv6Address;
        builder.globalIpv6PrefixLen = globalIpv6PrefixLen;
        builder.dnsNames.addAll(dnsNames);
        return builder;
    }

    public static final class Builder {
        private @Nullable EndpointIpamConfig ipamConfig;
        private final List<String> links = new ArrayList<>();
        private @Nullable String macAddress;
        private final List<String> aliases = new ArrayList<>();
        private final Map<String, String> driverOpts = new LinkedHashMap<>();
        private @Nullable Long gwPriority;
        private @Nullable String networkId;
        private @Nullable String endpointId;
        private @Nullable String gateway;
        private @Nullable String ipAddress;
        private @Nullable Long ipPrefixLen;
        private @Nullable String ipv6Gateway;
        private @Nullable String globalIpv6Address;
        private @Nullable Long globalIpv6PrefixLen;
        private final List<String> dnsNames = new ArrayList<>();

        private Builder() {}

        public Builder ipamConfig(@Nullable EndpointIpamConfig value) {
            ipamConfig = value;
            return this;
        }

        public Builder ipamConfig(Consumer<EndpointIpamConfig.Builder> change) {
            EndpointIpamConfig.Builder changed =
                    ipamConfig == null ? EndpointIpamConfig.builder() : ipamConfig.toBuilder();
            change.accept(changed);
            return ipamConfig(changed.build());
        }

        public Builder links(String... more) {
            links.addAll(List.of(more));
            return this;
        }

        public Builder links(List<String> all) {
            links.clear();
            links.addAll(all);
            return this;
        }

        public Builder macAddress(@Nullable String value) {
            macAddress = value;
            return this;
        }

        public Builder aliases(String... more) {
            aliases.addAll(List.of(more));
            return this;
        }

        public Builder aliases(List<String> all) {
            aliases.clear();
            aliases.addAll(all);
            return this;
        }

        public Builder driverOpts(String key, String value) {
            driverOpts.put(key, value);
            return this;
        }

        public Builder driverOpts(Map<String, String> all) {
            driverOpts.clear();
            driverOpts.putAll(all);
            return this;
        }

        public Builder gwPriority(long value) {
            gwPriority = value;
            return this;
        }

        public Builder networkId(@Nullable String value) {
            networkId = value;
            return this;
        }

        public Builder endpointId(@Nullable String value) {
            endpointId = value;
            return this;
        }

        public Builder gateway(@Nullable String value) {
            gateway = value;
            return this;
        }

        public Builder ipAddress(@Nullable String value) {
            ipAddress = value;
            return this;
        }

        public Builder ipPrefixLen(long value) {
            ipPrefixLen = value;
            return this;
        }

        public Builder ipv6Gateway(@Nullable String value) {
            ipv6Gateway = value;
            return this;
        }

        public Builder globalIpv6Address(@Nullable String value) {
            globalIpv6Address = value;
            return this;
        }

        public Builder globalIpv6PrefixLen(long value) {
            globalIpv6PrefixLen = value;
            return this;
        }

        public Builder dnsNames(String... more) {
            dnsNames.addAll(List.of(more));
            return this;
        }

        public Builder dnsNames(List<String> all) {
            dnsNames.clear();
            dnsNames.addAll(all);
            return this;
        }

        public EndpointSettings build() {
            return new EndpointSettings(
                    ipamConfig,
                    links,
                    macAddress,
                    aliases,
                    driverOpts,
                    gwPriority,
                    networkId,
                    endpointId,
                    gateway,
                    ipAddress,
                    ipPrefixLen,
                    ipv6Gateway,
                    globalIpv6Address,
                    globalIpv6PrefixLen,
                    dnsNames);
        }
    }
}
