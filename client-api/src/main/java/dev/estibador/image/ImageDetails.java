package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /images/{name}/json}.
 *
 * @param created null where the image does not say
 * @param size bytes
 */
public record ImageDetails(
        @JsonProperty("Id") @Nullable String id,
        @JsonProperty("RepoTags") List<String> repoTags,
        @JsonProperty("RepoDigests") List<String> repoDigests,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Comment") @Nullable String comment,
        @JsonProperty("Author") @Nullable String author,
        @JsonProperty("Architecture") @Nullable String architecture,
        @JsonProperty("Variant") @Nullable String variant,
        @JsonProperty("Os") @Nullable String os,
        @JsonProperty("Size") @Nullable Long size,
        @JsonProperty("Config") @Nullable ImageConfig config) {
    @JsonCreator
    public ImageDetails {
        repoTags = Copies.of(repoTags);
        repoDigests = Copies.of(repoDigests);
    }
}
