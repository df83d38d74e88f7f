package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.ObjectVersion;
import dev.estibador.common.RecordText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network as the swarm keeps it. Engines tell this of the networks of a task, where the reference promises
 * what {@code GET /networks} tells.
 *
 * @param driverState the driver that was found, and what it made of its options
 */
public record SwarmNetwork(
        @JsonProperty("ID") String id,
        @JsonProperty("Version") @Nullable ObjectVersion version,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("UpdatedAt") @Nullable Instant updatedAt,
        @JsonProperty("Spec") @Nullable Spec spec,
        @JsonProperty("DriverState") @Nullable Driver driverState,
        @JsonProperty("IPAMOptions") @Nullable Ipam ipamOptions) {
    @JsonCreator
    public SwarmNetwork {
        id = Copies.text(id);
    }

    /** What the network is to be. */
    public record Spec(
            @JsonProperty("Name") String name,
            @JsonProperty("Labels") Map<String, String> labels,
            @JsonProperty("DriverConfiguration") @Nullable Driver driverConfiguration,
            @JsonProperty("IPv6Enabled") @Nullable Boolean ipv6Enabled,
            @JsonProperty("Internal") @Nullable Boolean internal,
            @JsonProperty("Attachable") @Nullable Boolean attachable,
            @JsonProperty("Ingress") @Nullable Boolean ingress,
            @JsonProperty("IPAMOptions") @Nullable Ipam ipamOptions,
            @JsonProperty("ConfigFrom") @Nullable ConfigFrom configFrom,
            @JsonProperty("Scope") @Nullable String scope) {
        @JsonCreator
        public Spec {
            name = Copies.text(name);
            labels = Copies.of(labels);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this);
        }
    }

    /** Where its addresses come from. */
    public record Ipam(
            @JsonProperty("Driver") @Nullable Driver driver,
            @JsonProperty("Configs") List<IpamRange> configs) {
        @JsonCreator
        public Ipam {
            configs = Copies.of(configs);
        }
    }

    /** A subnet of it. */
    public record IpamRange(
            @JsonProperty("Subnet") @Nullable String subnet,
            @JsonProperty("Range") @Nullable String range,
            @JsonProperty("Gateway") @Nullable String gateway) {
        @JsonCreator
        public IpamRange {}
    }

    /** Another network that it takes its configuration from. */
    public record ConfigFrom(
            @JsonProperty("Network") @Nullable String network) {
        @JsonCreator
        public ConfigFrom {}
    }
}
