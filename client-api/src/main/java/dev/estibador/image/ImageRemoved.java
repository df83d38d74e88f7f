package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One thing that {@code DELETE /images/{name}} did.
 *
 * @param untagged the tag that was taken away
 * @param deleted the id of the image or layer that was deleted
 */
public record ImageRemoved(
        @JsonProperty("Untagged") @Nullable String untagged,
        @JsonProperty("Deleted") @Nullable String deleted) {
    @JsonCreator
    public ImageRemoved {}
}
