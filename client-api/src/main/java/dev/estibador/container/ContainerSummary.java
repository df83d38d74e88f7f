package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.Descriptor;
import dev.estibador.common.RecordText;
import dev.estibador.network.EndpointSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container in a list.
 *
 * @param names with a leading slash
 * @param image as the container was made with
 * @param imageManifestDescriptor the image's manifest for this platform, API 1.48
 * @param status for people, such as {@code Up 3 hours}
 * @param health API 1.52
 * @param sizeRw bytes that it changed or made, if asked for
 * @param sizeRootFs bytes of all its files, if asked for
 */
public record ContainerSummary(
        @JsonProperty("Id") String id,
        @JsonProperty("Names") List<String> names,
        @JsonProperty("Image") @Nullable String image,
        @JsonProperty("ImageID") @Nullable String imageId,
        @JsonProperty("ImageManifestDescriptor") @Nullable Descriptor imageManifestDescriptor,
        @JsonProperty("Command") @Nullable String command,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Ports") List<PortSummary> ports,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("State") @Nullable ContainerStatus state,
        @JsonProperty("Status") @Nullable String status,
        @JsonProperty("HostConfig") @Nullable HostSummary hostConfig,
        @JsonProperty("NetworkSettings") @Nullable NetworkSummary networkSettings,
        @JsonProperty("Mounts") List<MountPoint> mounts,
        @JsonProperty("Health") @Nullable HealthSummary health,
        @JsonProperty("SizeRw") @Nullable Long sizeRw,
        @JsonProperty("SizeRootFs") @Nullable Long sizeRootFs) {
    @JsonCreator
    public ContainerSummary {
        id = Copies.text(id);
        names = Copies.of(names);
        ports = Copies.of(ports);
        labels = Copies.of(labels);
        mounts = Copies.of(mounts);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "command");
    }

    /**
     * What the list tells of the host configuration.
     *
     * @param annotations API 1.46
     */
    public record HostSummary(
            @JsonProperty("NetworkMode") @Nullable String networkMode,
            @JsonProperty("Annotations") Map<String, String> annotations) {
        @JsonCreator
        public HostSummary {
            annotations = Copies.of(annotations);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this);
        }
    }

    /**
     * What the list tells of the networks.
     *
     * @param networks by the network's name
     */
    public record NetworkSummary(@JsonProperty("Networks") Map<String, EndpointSettings> networks) {
        @JsonCreator
        public NetworkSummary {
            networks = Copies.of(networks);
        }
    }

    /** What the list tells of the health checks. */
    public record HealthSummary(
            @JsonProperty("Status") @Nullable HealthStatus status,
            @JsonProperty("FailingStreak") @Nullable Long failingStreak) {
        @JsonCreator
        public HealthSummary {}
    }
}
