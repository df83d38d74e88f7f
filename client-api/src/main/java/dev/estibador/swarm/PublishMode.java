package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a port is published: on every node of the swarm, or on those that have a task. An open set: a word that
 * this version does not know is kept as it came.
 */
public record PublishMode(@JsonValue String value) {
    public static final PublishMode INGRESS = new PublishMode("ingress");
    public static final PublishMode HOST = new PublishMode("host");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PublishMode {}

    @Override
    public String toString() {
        return value;
    }
}
