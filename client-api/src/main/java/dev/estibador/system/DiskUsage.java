package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.container.ContainerSummary;
import dev.estibador.image.BuildCache;
import dev.estibador.image.ImageSummary;
import dev.estibador.volume.VolumeDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What takes space on the engine's disk. Engines before API 1.52 tell the lists, later ones both, and those that are asked to
 * be {@code verbose} the last four fields alone.
 *
 * @param layersSize bytes of all layers
 * @param volumes with their {@code usageData}
 * @param imageUsage API 1.52, as the next three
 */
public record DiskUsage(
        @JsonProperty("LayersSize") @Nullable Long layersSize,
        @JsonProperty("Images") List<ImageSummary> images,
        @JsonProperty("Containers") List<ContainerSummary> containers,
        @JsonProperty("Volumes") List<VolumeDetails> volumes,
        @JsonProperty("BuildCache") List<BuildCache> buildCache,
        @JsonProperty("ImageUsage") @Nullable Usage<ImageSummary> imageUsage,
        @JsonProperty("ContainerUsage") @Nullable Usage<ContainerSummary> containerUsage,
        @JsonProperty("VolumeUsage") @Nullable Usage<VolumeDetails> volumeUsage,
        @JsonProperty("BuildCacheUsage") @Nullable Usage<BuildCache> buildCacheUsage) {
    @JsonCreator
    public DiskUsage {
        images = Copies.of(images);
        containers = Copies.of(containers);
        volumes = Copies.of(volumes);
        buildCache = Copies.of(buildCache);
    }

    /**
     * How much space things of a kind take, in bytes.
     *
     * @param activeCount those in use
     * @param reclaimable what removing those that are not would free
     * @param items if asked for with {@code verbose}
     */
    public record Usage<T>(
            @JsonProperty("ActiveCount") @Nullable Long activeCount,
            @JsonProperty("TotalCount") @Nullable Long totalCount,
            @JsonProperty("Reclaimable") @Nullable Long reclaimable,
            @JsonProperty("TotalSize") @Nullable Long totalSize,
            @JsonProperty("Items") List<T> items) {
        @JsonCreator
        public Usage {
            items = Copies.of(items);
        }
    }
}
