package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image in the answer of {@code GET /images/json}.
 *
 * @param size bytes
 * @param sharedSize bytes; -1 where it was not worked out
 * @param containers how many use it; -1 where it was not worked out
 */
public record ImageSummary(
        @JsonProperty("Id") @Nullable String id,
        @JsonProperty("ParentId") @Nullable String parentId,
        @JsonProperty("RepoTags") List<String> repoTags,
        @JsonProperty("RepoDigests") List<String> repoDigests,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Size") @Nullable Long size,
        @JsonProperty("SharedSize") @Nullable Long sharedSize,
        @JsonProperty("Containers") @Nullable Long containers,
        @JsonProperty("Labels") Map<String, String> labels) {
    @JsonCreator
    public ImageSummary {
        repoTags = Copies.of(repoTags);
        repoDigests = Copies.of(repoDigests);
        labels = Copies.of(labels);
    }
}
