package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whose credentials an update without its own goes on with. An open set: a word that this version does not know
 * is kept as it came.
 */
public record RegistryAuthSource(@JsonValue String value) {
    public static final RegistryAuthSource SPEC = new RegistryAuthSource("spec");
    public static final RegistryAuthSource PREVIOUS_SPEC = new RegistryAuthSource("previous-spec");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RegistryAuthSource {}

    @Override
    public String toString() {
        return value;
    }
}
