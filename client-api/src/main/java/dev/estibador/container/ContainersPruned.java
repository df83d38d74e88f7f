package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /containers/prune}.
 *
 * @param deleted ids
 * @param spaceReclaimed bytes
 */
public record ContainersPruned(
        @JsonProperty("ContainersDeleted") List<String> deleted,
        @JsonProperty("SpaceReclaimed") @Nullable Long spaceReclaimed) {
    @JsonCreator
    public ContainersPruned {
        deleted = Copies.of(deleted);
    }
}
