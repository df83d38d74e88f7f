package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What takes space. An open set: a word that this version does not know is kept as it came. */
public record DiskUsageType(@JsonValue String value) {
    public static final DiskUsageType CONTAINER = new DiskUsageType("container");
    public static final DiskUsageType IMAGE = new DiskUsageType("image");
    public static final DiskUsageType VOLUME = new DiskUsageType("volume");
    public static final DiskUsageType BUILD_CACHE = new DiskUsageType("build-cache");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DiskUsageType {}

    @Override
    public String toString() {
        return value;
    }
}
