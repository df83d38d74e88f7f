package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How mounts made later pass between the machine and the container. An open set: a word that this version does not
 * know is kept as it came.
 */
public record MountPropagation(@JsonValue String value) {
    public static final MountPropagation PRIVATE = new MountPropagation("private");
    public static final MountPropagation RPRIVATE = new MountPropagation("rprivate");
    public static final MountPropagation SHARED = new MountPropagation("shared");
    public static final MountPropagation RSHARED = new MountPropagation("rshared");
    public static final MountPropagation SLAVE = new MountPropagation("slave");
    public static final MountPropagation RSLAVE = new MountPropagation("rslave");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MountPropagation {}

    @Override
    public String toString() {
        return value;
    }
}
