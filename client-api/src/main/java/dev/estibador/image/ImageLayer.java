package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of an image's history.
 *
 * @param id of the image that the step made; {@code <missing>} where that is not here
 * @param createdBy the command or instruction
 * @param size bytes that the step added
 */
public record ImageLayer(
        @JsonProperty("Id") String id,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("CreatedBy") @Nullable String createdBy,
        @JsonProperty("Tags") List<String> tags,
        @JsonProperty("Size") @Nullable Long size,
        @JsonProperty("Comment") @Nullable String comment) {
    @JsonCreator
    public ImageLayer {
        id = Copies.text(id);
        tags = Copies.of(tags);
    }
}
