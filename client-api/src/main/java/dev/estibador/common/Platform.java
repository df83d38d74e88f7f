package dev.estibador.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operating system and architecture that an image is for: {@code linux/arm64/v8}.
 *
 * @param os {@code linux}, {@code windows}
 * @param architecture {@code amd64}, {@code arm64}, ..
 * @param variant of the architecture: {@code v7}, {@code v8}
 * @param osVersion for Windows
 * @param osFeatures for Windows
 */
public record Platform(
        @JsonProperty("os") String os,
        @JsonProperty("architecture") String architecture,
        @JsonProperty("variant") @Nullable String variant,
        @JsonProperty("os.version") @Nullable String osVersion,
        @JsonProperty("os.features") List<String> osFeatures) {
    @JsonCreator
    public Platform {
        os = Copies.text(os);
        architecture = Copies.text(architecture);
        osFeatures = Copies.of(osFeatures);
    }

    /** Reads {@code os/architecture} or {@code os/architecture/variant}. */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no platform; expected os/architecture, such as linux/amd64");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : null, null, List.of());
    }

    /** {@code os/architecture} or {@code os/architecture/variant}. */
    @Override
    public String toString() {
        return variant == null ? os + "/" + architecture : os + "/" + architecture + "/" + variant;
    }
}
