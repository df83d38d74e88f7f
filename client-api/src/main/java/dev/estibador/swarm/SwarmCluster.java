package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.ObjectVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A swarm as a whole, as its managers see it.
 *
 * @param rootRotationInProgress whether nodes are being given certificates of a new root
 * @param dataPathPort for the traffic of overlay networks
 * @param defaultAddressPool subnets that overlay networks are cut from
 * @param subnetSize of such a network, in bits of its prefix
 */
public record SwarmCluster(
        @JsonProperty("ID") String id,
        @JsonProperty("Version") @Nullable ObjectVersion version,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("UpdatedAt") @Nullable Instant updatedAt,
        @JsonProperty("Spec") @Nullable SwarmConfig spec,
        @JsonProperty("TLSInfo") @Nullable TlsInfo tlsInfo,
        @JsonProperty("RootRotationInProgress") @Nullable Boolean rootRotationInProgress,
        @JsonProperty("DataPathPort") @Nullable Integer dataPathPort,
        @JsonProperty("DefaultAddrPool") List<String> defaultAddressPool,
        @JsonProperty("SubnetSize") @Nullable Long subnetSize) {
    @JsonCreator
    public SwarmCluster {
        id = Copies.text(id);
        defaultAddressPool = Copies.of(defaultAddressPool);
    }
}
