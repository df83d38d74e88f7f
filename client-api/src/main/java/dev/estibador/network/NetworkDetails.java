package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine knows of a network.
 *
 * @param summary what a list tells of it as well
 * @param containers by their id, those of this engine only
 * @param services by their name, if asked for with {@code verbose}, in a swarm
 * @param status API 1.52
 */
public record NetworkDetails(
        @JsonUnwrapped NetworkSummary summary,
        @JsonProperty("Containers") Map<String, Endpoint> containers,
        @JsonProperty("Services") Map<String, Service> services,
        @JsonProperty("Status") @Nullable Status status) {
    @JsonCreator
    public NetworkDetails {
        containers = Copies.of(containers);
        services = Copies.of(services);
    }

    /**
     * A container's place in the network.
     *
     * @param name of the container
     * @param ipv4Address with the length of its prefix, as the next one
     */
    public record Endpoint(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("EndpointID") @Nullable String endpointId,
            @JsonProperty("MacAddress") @Nullable String macAddress,
            @JsonProperty("IPv4Address") @Nullable String ipv4Address,
            @JsonProperty("IPv6Address") @Nullable String ipv6Address) {
        @JsonCreator
        public Endpoint {}
    }

    /**
     * A service that uses the network.
     *
     * @param vip the address that stands for all of its tasks
     */
    public record Service(
            @JsonProperty("VIP") @Nullable String vip,
            @JsonProperty("Ports") List<String> ports,
            @JsonProperty("LocalLBIndex") @Nullable Long localLbIndex,
            @JsonProperty("Tasks") List<Task> tasks) {
        @JsonCreator
        public Service {
            ports = Copies.of(ports);
            tasks = Copies.of(tasks);
        }
    }

    /** A task of such a service. */
    public record Task(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("EndpointID") @Nullable String endpointId,
            @JsonProperty("EndpointIP") @Nullable String endpointIp,
            @JsonProperty("Info") Map<String, String> info) {
        @JsonCreator
        public Task {
            info = Copies.of(info);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this);
        }
    }

    /** How the network is doing. */
    public record Status(@JsonProperty("IPAM") @Nullable IpamStatus ipam) {
        @JsonCreator
        public Status {}
    }

    /**
     * What is left of the addresses.
     *
     * @param subnets by their CIDR form
     */
    public record IpamStatus(@JsonProperty("Subnets") Map<String, SubnetStatus> subnets) {
        @JsonCreator
        public IpamStatus {
            subnets = Copies.of(subnets);
        }
    }

    /**
     * What is left of a subnet. Both numbers are unsigned.
     *
     * @param ipsInUse or reserved
     * @param dynamicIpsAvailable to be given to containers
     */
    public record SubnetStatus(
            @JsonProperty("IPsInUse") @Nullable Long ipsInUse,
            @JsonProperty("DynamicIPsAvailable") @Nullable Long dynamicIpsAvailable) {
        @JsonCreator
        public SubnetStatus {}
    }
}
