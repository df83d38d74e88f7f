package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;

/**
 * The answer of {@code POST /networks/prune}.
 *
 * @param deleted names
 */
public record NetworksPruned(
        @JsonProperty("NetworksDeleted") List<String> deleted) {
    @JsonCreator
    public NetworksPruned {
        deleted = Copies.of(deleted);
    }
}
