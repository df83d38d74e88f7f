package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;

/**
 * The answer of {@code GET /volumes}.
 *
 * @param warnings of drivers that did not answer
 */
public record VolumeList(
        @JsonProperty("Volumes") List<VolumeDetails> volumes,
        @JsonProperty("Warnings") List<String> warnings) {
    @JsonCreator
    public VolumeList {
        volumes = Copies.of(volumes);
        warnings = Copies.of(warnings);
    }
}
