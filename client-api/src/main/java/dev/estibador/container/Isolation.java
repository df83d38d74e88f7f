package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How Windows isolates a container. An open set: a word that this version does not know is kept as it came. */
public record Isolation(@JsonValue String value) {
    public static final Isolation DEFAULT = new Isolation("default");
    public static final Isolation PROCESS = new Isolation("process");
    public static final Isolation HYPERV = new Isolation("hyperv");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Isolation {}

    @Override
    public String toString() {
        return value;
    }
}
