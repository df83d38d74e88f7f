package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;

/**
 * What unlocks a manager that starts again. Its text never shows the key.
 *
 * @param value empty where the swarm does not lock its managers
 */
public record UnlockKey(@JsonProperty("UnlockKey") String value) {
    @JsonCreator
    public UnlockKey {
        value = Copies.text(value);
    }

    public static UnlockKey of(String value) {
        return new UnlockKey(value);
    }

    @Override
    public String toString() {
        return "UnlockKey[]";
    }
}
