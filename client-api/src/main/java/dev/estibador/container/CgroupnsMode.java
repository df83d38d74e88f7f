package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whose cgroups a container sees. An open set: a word that this version does not know is kept as it came. */
public record CgroupnsMode(@JsonValue String value) {
    public static final CgroupnsMode PRIVATE = new CgroupnsMode("private");
    public static final CgroupnsMode HOST = new CgroupnsMode("host");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CgroupnsMode {}

    @Override
    public String toString() {
        return value;
    }
}
