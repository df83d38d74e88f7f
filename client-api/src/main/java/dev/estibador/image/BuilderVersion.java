package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The builder that builds. An open set: a word that this version does not know is kept as it came. */
public record BuilderVersion(@JsonValue String value) {
    public static final BuilderVersion CLASSIC = new BuilderVersion("1");
    public static final BuilderVersion BUILDKIT = new BuilderVersion("2");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BuilderVersion {}

    @Override
    public String toString() {
        return value;
    }
}
