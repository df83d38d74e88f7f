package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.Descriptor;
import dev.estibador.common.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a registry tells of an image.
 *
 * @param platforms that it is there for
 */
public record DistributionDetails(
        @JsonProperty("Descriptor") @Nullable Descriptor descriptor,
        @JsonProperty("Platforms") List<Platform> platforms) {
    @JsonCreator
    public DistributionDetails {
        platforms = Copies.of(platforms);
    }
}
