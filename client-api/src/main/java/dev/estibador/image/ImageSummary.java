package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.Descriptor;
import dev.estibador.common.RecordText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image in the answer of {@code GET /images/json}.
 *
 * @param parentId empty unless the classic builder made it here
 * @param repoTags {@code <none>:<none>} for an image without one, until API 1.42
 * @param size bytes
 * @param sharedSize bytes; -1 where it was not worked out
 * @param virtualSize bytes, until API 1.43
 * @param containers how many use it; -1 where it was not worked out
 * @param manifests if asked for, API 1.47
 * @param descriptor of the image or its index, where images are kept in containerd's store; API 1.48
 */
public record ImageSummary(
        @JsonProperty("Id") String id,
        @JsonProperty("ParentId") @Nullable String parentId,
        @JsonProperty("RepoTags") List<String> repoTags,
        @JsonProperty("RepoDigests") List<String> repoDigests,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Size") @Nullable Long size,
        @JsonProperty("SharedSize") @Nullable Long sharedSize,
        @JsonProperty("VirtualSize") @Nullable Long virtualSize,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("Containers") @Nullable Long containers,
        @JsonProperty("Manifests") List<ImageManifestSummary> manifests,
        @JsonProperty("Descriptor") @Nullable Descriptor descriptor) {
    @JsonCreator
    public ImageSummary {
        id = Copies.text(id);
        repoTags = Copies.of(repoTags);
        repoDigests = Copies.of(repoDigests);
        labels = Copies.of(labels);
        manifests = Copies.of(manifests);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
