package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a node is in the swarm. An open set: a word that this version does not know is kept as it came.
 */
public record NodeRole(@JsonValue String value) {
    public static final NodeRole WORKER = new NodeRole("worker");
    public static final NodeRole MANAGER = new NodeRole("manager");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeRole {}

    @Override
    public String toString() {
        return value;
    }
}
