package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What is mounted. An open set: a word that this version does not know is kept as it came. */
public record MountType(@JsonValue String value) {
    public static final MountType BIND = new MountType("bind");
    public static final MountType VOLUME = new MountType("volume");
    public static final MountType TMPFS = new MountType("tmpfs");
    public static final MountType IMAGE = new MountType("image");
    public static final MountType CLUSTER = new MountType("cluster");
    public static final MountType NPIPE = new MountType("npipe");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MountType {}

    @Override
    public String toString() {
        return value;
    }
}
