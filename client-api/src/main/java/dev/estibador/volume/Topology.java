package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.Map;

/**
 * Where in a cluster something is, as the storage plugin names places.
 *
 * @param segments such as {@code region} to {@code r1}, {@code zone} to {@code z2}
 */
public record Topology(@JsonProperty("Segments") Map<String, String> segments) {
    @JsonCreator
    public Topology {
        segments = Copies.of(segments);
    }
}
