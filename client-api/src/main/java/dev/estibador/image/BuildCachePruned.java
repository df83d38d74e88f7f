package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /build/prune}.
 *
 * @param deleted ids
 * @param spaceReclaimed bytes
 */
public record BuildCachePruned(
        @JsonProperty("CachesDeleted") List<String> deleted,
        @JsonProperty("SpaceReclaimed") @Nullable Long spaceReclaimed) {
    @JsonCreator
    public BuildCachePruned {
        deleted = Copies.of(deleted);
    }
}
