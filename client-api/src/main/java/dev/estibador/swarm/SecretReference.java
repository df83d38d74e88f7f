package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a container gets, as a file.
 *
 * @param secretId of the secret; the engine looks for nothing else
 * @param secretName must be the name that belongs to the id
 */
public record SecretReference(
        @JsonProperty("File") @Nullable FileTarget file,
        @JsonProperty("SecretID") String secretId,
        @JsonProperty("SecretName") String secretName) {
    @JsonCreator
    public SecretReference {
        secretId = Copies.text(secretId);
        secretName = Copies.text(secretName);
    }

    /** As {@code /run/secrets/NAME}, which anybody in the container may read. */
    public static SecretReference of(String id, String name) {
        return new SecretReference(FileTarget.of(name).build(), id, name);
    }

    /** As that file. */
    public static SecretReference of(String id, String name, FileTarget file) {
        return new SecretReference(file, id, name);
    }
}
