package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.volume.MountType;
import org.jspecify.annotations.Nullable;

/**
 * A mount that a container has.
 *
 * @param name of the volume
 * @param driver of the volume
 */
public record MountPoint(
        @JsonProperty("Type") @Nullable MountType type,
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Source") @Nullable String source,
        @JsonProperty("Destination") @Nullable String destination,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("Mode") @Nullable String mode,
        @JsonProperty("RW") @Nullable Boolean writable,
        @JsonProperty("Propagation") @Nullable String propagation) {
    @JsonCreator
    public MountPoint {}
}
