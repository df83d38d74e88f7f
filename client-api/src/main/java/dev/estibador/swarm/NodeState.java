package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How a node is, as managers see it. An open set: a word that this version does not know is kept as it came.
 */
public record NodeState(@JsonValue String value) {
    public static final NodeState UNKNOWN = new NodeState("unknown");
    public static final NodeState DOWN = new NodeState("down");
    public static final NodeState READY = new NodeState("ready");
    public static final NodeState DISCONNECTED = new NodeState("disconnected");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeState {}

    @Override
    public String toString() {
        return value;
    }
}
