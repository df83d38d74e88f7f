package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine knows of a volume.
 *
 * @param mountpoint its path on the engine's machine
 * @param status what its driver has to tell
 * @param options of the driver, as it was made with
 * @param clusterVolume of a volume that the swarm keeps, API 1.42
 * @param usageData told by {@code GET /system/df} only
 */
public record VolumeDetails(
        @JsonProperty("Name") String name,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("Mountpoint") @Nullable String mountpoint,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("Status") Map<String, Object> status,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("Scope") @Nullable VolumeScope scope,
        @JsonProperty("ClusterVolume") @Nullable ClusterVolume clusterVolume,
        @JsonProperty("Options") Map<String, String> options,
        @JsonProperty("UsageData") @Nullable UsageData usageData) {
    @JsonCreator
    public VolumeDetails {
        name = Copies.text(name);
        status = Copies.of(status);
        labels = Copies.of(labels);
        options = Copies.of(options);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    /**
     * How a volume is used.
     *
     * @param size bytes; -1 where its driver does not tell
     * @param refCount containers that use it; -1 where it is not known
     */
    public record UsageData(
            @JsonProperty("Size") @Nullable Long size,
            @JsonProperty("RefCount") @Nullable Long refCount) {
        @JsonCreator
        public UsageData {}
    }
}
