package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How a container ended.
 *
 * @param error null unless the engine failed to wait for it
 */
public record ContainerExit(
        @JsonProperty("StatusCode") long statusCode,
        @JsonProperty("Error") @Nullable WaitError error) {
    @JsonCreator
    public ContainerExit {}

    /** Why the engine could not wait. */
    public record WaitError(
            @JsonProperty("Message") @Nullable String message) {}
}
