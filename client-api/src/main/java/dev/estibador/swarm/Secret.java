package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.ObjectVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of the swarm, without what is secret.
 *
 * @param version to be named by an update
 */
public record Secret(
        @JsonProperty("ID") String id,
        @JsonProperty("Version") @Nullable ObjectVersion version,
        @JsonProperty("CreatedAt") @Nullable Instant createdAt,
        @JsonProperty("UpdatedAt") @Nullable Instant updatedAt,
        @JsonProperty("Spec") @Nullable SecretSpec spec) {
    @JsonCreator
    public Secret {
        id = Copies.text(id);
    }
}
