package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /images/prune}.
 *
 * @param spaceReclaimed bytes
 */
public record ImagesPruned(
        @JsonProperty("ImagesDeleted") List<ImageRemoved> deleted,
        @JsonProperty("SpaceReclaimed") @Nullable Long spaceReclaimed) {
    @JsonCreator
    public ImagesPruned {
        deleted = Copies.of(deleted);
    }
}
