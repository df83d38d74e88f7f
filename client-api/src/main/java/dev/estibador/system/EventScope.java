package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whom an event concerns: this engine, or the whole swarm. An open set: a word that this version does not know is kept as it came. */
public record EventScope(@JsonValue String value) {
    public static final EventScope LOCAL = new EventScope("local");
    public static final EventScope SWARM = new EventScope("swarm");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EventScope {}

    @Override
    public String toString() {
        return value;
    }
}
