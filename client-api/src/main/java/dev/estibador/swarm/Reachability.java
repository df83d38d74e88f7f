package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whether a manager is reached by the others. An open set: a word that this version does not know is kept as it
 * came.
 */
public record Reachability(@JsonValue String value) {
    public static final Reachability UNKNOWN = new Reachability("unknown");
    public static final Reachability UNREACHABLE = new Reachability("unreachable");
    public static final Reachability REACHABLE = new Reachability("reachable");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Reachability {}

    @Override
    public String toString() {
        return value;
    }
}
