package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import org.jspecify.annotations.Nullable;

/**
 * A config that a container gets, as a file, or that its task uses, say as a credential spec.
 *
 * @param file null where {@code runtime} is set
 * @param configId of the config; the engine looks for nothing else
 * @param configName must be the name that belongs to the id
 */
public record ConfigReference(
        @JsonProperty("File") @Nullable FileTarget file,
        @JsonProperty("Runtime") @Nullable RuntimeTarget runtime,
        @JsonProperty("ConfigID") String configId,
        @JsonProperty("ConfigName") String configName) {
    @JsonCreator
    public ConfigReference {
        configId = Copies.text(configId);
        configName = Copies.text(configName);
    }

    /** As the file {@code /NAME}, which anybody in the container may read. */
    public static ConfigReference of(String id, String name) {
        return of(id, name, FileTarget.of(name).build());
    }

    /** As that file. */
    public static ConfigReference of(String id, String name, FileTarget file) {
        return new ConfigReference(file, null, id, name);
    }

    /** For the task itself, not as a file. */
    public static ConfigReference ofRuntime(String id, String name) {
        return new ConfigReference(null, new RuntimeTarget(), id, name);
    }

    /** Says, by being there, that the config is for the task itself. */
    public record RuntimeTarget() {}
}
