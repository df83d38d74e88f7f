package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whether the old or the new task of an update goes first. An open set: a word that this version does not know
 * is kept as it came.
 */
public record UpdateOrder(@JsonValue String value) {
    public static final UpdateOrder STOP_FIRST = new UpdateOrder("stop-first");
    public static final UpdateOrder START_FIRST = new UpdateOrder("start-first");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UpdateOrder {}

    @Override
    public String toString() {
        return value;
    }
}
