package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A swarm to be made. Addresses are {@code address:port} or {@code interface:port}, and the port is 2377 where
 * it is left out.
 *
 * @param listenAddress for other managers
 * @param advertiseAddress at which others reach this engine; null for one that the engine finds
 * @param dataPathAddress of overlay networks, without a port; null for the same
 * @param dataPathPort from 1024 to 49151; null for 4789
 * @param defaultAddressPool subnets that overlay networks are cut from
 * @param forceNewCluster make a swarm anew of what this manager knows
 * @param subnetSize of an overlay network, in bits of its prefix
 * @param autoLockManagers as {@link SwarmConfig#encryptionConfig()}, from the first start on; the reference does not tell it
 * @param availability of this node; the reference does not tell it
 */
public record SwarmInit(
        @JsonProperty("ListenAddr") String listenAddress,
        @JsonProperty("AdvertiseAddr") @Nullable String advertiseAddress,
        @JsonProperty("DataPathAddr") @Nullable String dataPathAddress,
        @JsonProperty("DataPathPort") @Nullable Integer dataPathPort,
        @JsonProperty("DefaultAddrPool") List<String> defaultAddressPool,
        @JsonProperty("ForceNewCluster") @Nullable Boolean forceNewCluster,
        @JsonProperty("SubnetSize") @Nullable Long subnetSize,
        @JsonProperty("Spec") @Nullable SwarmConfig spec,
        @JsonProperty("AutoLockManagers") @Nullable Boolean autoLockManagers,
        @JsonProperty("Availability") @Nullable NodeAvailability availability) {
    @JsonCreator
    public SwarmInit {
        listenAddress = Copies.text(listenAddress);
        defaultAddressPool = Copies.of(defaultAddressPool);
    }

    /** For other managers at that address; {@code 0.0.0.0:2377} for all that this engine has. */
    public static Builder of(String listenAddress) {
        Builder builder = new Builder();
        builder.listenAddress = listenAddress;
        return builder;
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.listenAddress = listenAddress;
        builder.advertiseAddress = advertiseAddress;
        builder.dataPathAddress = dataPathAddress;
        builder.dataPathPort = dataPathPort;
        builder.defaultAddressPool.addAll(defaultAddressPool);
        builder.forceNewCluster = forceNewCluster;
        builder.subnetSize = subnetSize;
        builder.spec = spec;
        builder.autoLockManagers = autoLockManagers;
        builder.availability = availability;
        return builder;
    }

    public static final class Builder {
        private String listenAddress = "";
        private @Nullable String advertiseAddress;
        private @Nullable String dataPathAddress;
        private @Nullable Integer dataPathPort;
        private final List<String> defaultAddressPool = new ArrayList<>();
        private @Nullable Boolean forceNewCluster;
        private @Nullable Long subnetSize;
        private @Nullable SwarmConfig spec;
        private @Nullable Boolean autoLockManagers;
        private @Nullable NodeAvailability availability;

        private Builder() {}

        public Builder advertiseAddress(@Nullable String value) {
            advertiseAddress = value;
            return this;
        }

        public Builder dataPathAddress(@Nullable String value) {
            dataPathAddress = value;
            return this;
        }

        public Builder dataPathPort(int value) {
            dataPathPort = value;
            return this;
        }

        public Builder defaultAddressPool(String... more) {
            defaultAddressPool.addAll(List.of(more));
            return this;
        }

        public Builder defaultAddressPool(List<String> all) {
            defaultAddressPool.clear();
            defaultAddressPool.addAll(all);
            return this;
        }

        public Builder forceNewCluster(boolean value) {
            forceNewCluster = value;
            return this;
        }

        public Builder subnetSize(long value) {
            subnetSize = value;
            return this;
        }

        public Builder spec(@Nullable SwarmConfig value) {
            spec = value;
            return this;
        }

        public Builder spec(Consumer<SwarmConfig.Builder> change) {
            SwarmConfig.Builder changed = spec == null ? SwarmConfig.builder() : spec.toBuilder();
            change.accept(changed);
            return spec(changed.build());
        }

        public Builder autoLockManagers(boolean value) {
            autoLockManagers = value;
            return this;
        }

        public Builder availability(@Nullable NodeAvailability value) {
            availability = value;
            return this;
        }

        public SwarmInit build() {
            return new SwarmInit(
                    listenAddress,
                    advertiseAddress,
                    dataPathAddress,
                    dataPathPort,
                    defaultAddressPool,
                    forceNewCluster,
                    subnetSize,
                    spec,
                    autoLockManagers,
                    availability);
        }
    }
}
