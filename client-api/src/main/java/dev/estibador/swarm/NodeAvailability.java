package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whether a node gets tasks: it does, it keeps those it has, or it gives them up. An open set: a word that this
 * version does not know is kept as it came.
 */
public record NodeAvailability(@JsonValue String value) {
    public static final NodeAvailability ACTIVE = new NodeAvailability("active");
    public static final NodeAvailability PAUSE = new NodeAvailability("pause");
    public static final NodeAvailability DRAIN = new NodeAvailability("drain");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeAvailability {}

    @Override
    public String toString() {
        return value;
    }
}
