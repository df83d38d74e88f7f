package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/**
 * The answer of {@code POST /commit}.
 *
 * @param id the image's id, {@code sha256:..}
 */
public record ImageCommitted(@JsonProperty("Id") String id) {
    @JsonCreator
    public ImageCommitted {
        id = Copies.text(id);
    }
}
