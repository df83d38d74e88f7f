package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import org.jspecify.annotations.Nullable;

/**
 * A repository that {@code GET /images/search} found.
 *
 * @param name for {@linkplain Images#pull pulling} it
 * @param automated always false with today's registries
 */
public record ImageFound(
        @JsonProperty("name") String name,
        @JsonProperty("description") @Nullable String description,
        @JsonProperty("is_official") @Nullable Boolean official,
        @JsonProperty("is_automated") @Nullable Boolean automated,
        @JsonProperty("star_count") @Nullable Long starCount) {
    @JsonCreator
    public ImageFound {
        name = Copies.text(name);
    }
}
