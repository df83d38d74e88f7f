package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subnet of a network.
 *
 * @param subnet in CIDR form: {@code 10.1.0.0/16}
 * @param ipRange the part of it that containers get addresses from, in CIDR form
 * @param auxiliaryAddresses addresses that are not given away, by what they are for
 */
public record IpamConfig(
        @JsonProperty("Subnet") @Nullable String subnet,
        @JsonProperty("IPRange") @Nullable String ipRange,
        @JsonProperty("Gateway") @Nullable String gateway,
        @JsonProperty("AuxiliaryAddresses") Map<String, String> auxiliaryAddresses) {
    @JsonCreator
    public IpamConfig {
        auxiliaryAddresses = Copies.of(auxiliaryAddresses);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.subnet = subnet;
        builder.ipRange = ipRange;
        builder.gateway = gateway;
        builder.auxiliaryAddresses.putAll(auxiliaryAddresses);
        return builder;
    }

    public static final class Builder {
        private @Nullable String subnet;
        private @Nullable String ipRange;
        private @Nullable String gateway;
        private final Map<String, String> auxiliaryAddresses = new LinkedHashMap<>();

        private Builder() {}

        public Builder subnet(@Nullable String value) {
            subnet = value;
            return this;
        }

        public Builder ipRange(@Nullable String value) {
            ipRange = value;
            return this;
        }

        public Builder gateway(@Nullable String value) {
            gateway = value;
            return this;
        }

        public Builder auxiliaryAddresses(String key, String value) {
            auxiliaryAddresses.put(key, value);
            return this;
        }

        public Builder auxiliaryAddresses(Map<String, String> all) {
            auxiliaryAddresses.clear();
            auxiliaryAddresses.putAll(all);
            return this;
        }

        public IpamConfig build() {
            return new IpamConfig(subnet, ipRange, gateway, auxiliaryAddresses);
        }
    }
}
