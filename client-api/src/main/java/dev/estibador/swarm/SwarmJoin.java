package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an engine joins a swarm. Addresses are as in {@link SwarmInit}. Its text never shows the token.
 *
 * @param listenAddress for other managers, if this node becomes one
 * @param advertiseAddress at which others reach this engine; null for one that the engine finds
 * @param dataPathAddress of overlay networks, without a port; null for the same
 * @param remoteAddresses of managers
 * @param joinToken of {@link JoinTokens}, for a worker or a manager
 * @param availability of this node; the reference does not tell it
 */
public record SwarmJoin(
        @JsonProperty("ListenAddr") String listenAddress,
        @JsonProperty("AdvertiseAddr") @Nullable String advertiseAddress,
        @JsonProperty("DataPathAddr") @Nullable String dataPathAddress,
        @JsonProperty("RemoteAddrs") List<String> remoteAddresses,
        @JsonProperty("JoinToken") String joinToken,
        @JsonProperty("Availability") @Nullable NodeAvailability availability) {
    @JsonCreator
    public SwarmJoin {
        listenAddress = Copies.text(listenAddress);
        remoteAddresses = Copies.of(remoteAddresses);
        joinToken = Copies.text(joinToken);
    }

    /** With managers at these addresses, at least one. */
    public static Builder of(String listenAddress, String joinToken, String... remoteAddresses) {
        Builder builder = new Builder().remoteAddresses(remoteAddresses);
        builder.listenAddress = listenAddress;
        builder.joinToken = joinToken;
        return builder;
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.listenAddress = listenAddress;
        builder.advertiseAddress = advertiseAddress;
        builder.dataPathAddress = dataPathAddress;
        builder.remoteAddresses.addAll(remoteAddresses);
        builder.joinToken = joinToken;
        builder.availability = availability;
        return builder;
    }

    @Override
    public String toString() {
        return "SwarmJoin[listenAddress=" + listenAddress + ", remoteAddresses=" + remoteAddresses + "]";
    }

    public static final class Builder {
        private String listenAddress = "";
        private @Nullable String advertiseAddress;
        private @Nullable String dataPathAddress;
        private final List<String> remoteAddresses = new ArrayList<>();
        private String joinToken = "";
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

        public Builder remoteAddresses(String... more) {
            remoteAddresses.addAll(List.of(more));
            return this;
        }

        public Builder remoteAddresses(List<String> all) {
            remoteAddresses.clear();
            remoteAddresses.addAll(all);
            return this;
        }

        public Builder availability(@Nullable NodeAvailability value) {
            availability = value;
            return this;
        }

        public SwarmJoin build() {
            return new SwarmJoin(
                    listenAddress, advertiseAddress, dataPathAddress, remoteAddresses, joinToken, availability);
        }
    }
}
