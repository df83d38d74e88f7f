package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network in a list.
 *
 * @param scope {@code local}, {@code swarm} or {@code global}
 * @param enableIpv4 API 1.48
 * @param internal without a way out of it
 * @param attachable a swarm's network that containers may join
 * @param ingress the network that the swarm publishes ports through
 * @param configFrom the network that it took its configuration from
 * @param configOnly only a configuration for other networks
 * @param options of the driver
 * @param peers the nodes that share an overlay network
 */
public record NetworkSummary(
        @JsonProperty("Name") String name,
        @JsonProperty("Id") String id,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Scope") @Nullable String scope,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("EnableIPv4") @Nullable Boolean enableIpv4,
        @JsonProperty("EnableIPv6") @Nullable Boolean enableIpv6,
        @JsonProperty("IPAM") @Nullable Ipam ipam,
        @JsonProperty("Internal") @Nullable Boolean internal,
        @JsonProperty("Attachable") @Nullable Boolean attachable,
        @JsonProperty("Ingress") @Nullable Boolean ingress,
        @JsonProperty("ConfigFrom") @Nullable ConfigReference configFrom,
        @JsonProperty("ConfigOnly") @Nullable Boolean configOnly,
        @JsonProperty("Options") Map<String, String> options,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("Peers") List<Peer> peers) {
    @JsonCreator
    public NetworkSummary {
        name = Copies.text(name);
        id = Copies.text(id);
        options = Copies.of(options);
        labels = Copies.of(labels);
        peers = Copies.of(peers);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    /**
     * A node that shares an overlay network.
     *
     * @param name of the peer, with its id
     */
    public record Peer(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("IP") @Nullable String ip) {
        @JsonCreator
        public Peer {}
    }
}
