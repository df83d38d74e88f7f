package dev.estibador.common;

import org.jspecify.annotations.Nullable;

/** An operating system and architecture that an image is for: {@code linux/arm64/v8}. */
public record Platform(
        String os, String architecture, @Nullable String variant) {
    /** Reads {@code os/architecture} or {@code os/architecture/variant}. */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no platform; expected os/architecture, such as linux/amd64");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
    }

    @Override
    public String toString() {
        return variant == null ? os + "/" + architecture : os + "/" + architecture + "/" + variant;
    }
}
