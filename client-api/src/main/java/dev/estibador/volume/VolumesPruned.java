package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /volumes/prune}.
 *
 * @param deleted names
 * @param spaceReclaimed bytes
 */
public record VolumesPruned(
        @JsonProperty("VolumesDeleted") List<String> deleted,
        @JsonProperty("SpaceReclaimed") @Nullable Long spaceReclaimed) {
    @JsonCreator
    public VolumesPruned {
        deleted = Copies.of(deleted);
    }
}
