package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a manifest of an image is. An open set: a word that this version does not know is kept as it came. */
public record ManifestKind(@JsonValue String value) {
    public static final ManifestKind IMAGE = new ManifestKind("image");
    public static final ManifestKind ATTESTATION = new ManifestKind("attestation");
    public static final ManifestKind UNKNOWN = new ManifestKind("unknown");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ManifestKind {}

    @Override
    public String toString() {
        return value;
    }
}
