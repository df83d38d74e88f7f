package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * When a task is made anew after its end. An open set: a word that this version does not know is kept as it
 * came.
 */
public record RestartCondition(@JsonValue String value) {
    public static final RestartCondition NONE = new RestartCondition("none");
    public static final RestartCondition ON_FAILURE = new RestartCondition("on-failure");
    public static final RestartCondition ANY = new RestartCondition("any");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RestartCondition {}

    @Override
    public String toString() {
        return value;
    }
}
