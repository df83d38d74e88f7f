package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container in the answer of {@code GET /containers/json}.
 *
 * @param names each with a leading slash
 * @param image as the container was made with
 * @param status for people, such as {@code Up 3 hours}
 */
public record ContainerSummary(
        @JsonProperty("Id") @Nullable String id,
        @JsonProperty("Names") List<String> names,
        @JsonProperty("Image") @Nullable String image,
        @JsonProperty("ImageID") @Nullable String imageId,
        @JsonProperty("Command") @Nullable String command,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Ports") List<PortSummary> ports,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("State") @Nullable ContainerStatus state,
        @JsonProperty("Status") @Nullable String status,
        @JsonProperty("Mounts") List<MountPoint> mounts,
        @JsonProperty("SizeRw") @Nullable Long sizeRw,
        @JsonProperty("SizeRootFs") @Nullable Long sizeRootFs) {
    @JsonCreator
    public ContainerSummary {
        names = Copies.of(names);
        ports = Copies.of(ports);
        labels = Copies.of(labels);
        mounts = Copies.of(mounts);
    }
}
