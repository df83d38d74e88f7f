package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where a volume exists. An open set: a word that this version does not know is kept as it came. */
public record VolumeScope(@JsonValue String value) {
    public static final VolumeScope LOCAL = new VolumeScope("local");
    public static final VolumeScope GLOBAL = new VolumeScope("global");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public VolumeScope {}

    @Override
    public String toString() {
        return value;
    }
}
