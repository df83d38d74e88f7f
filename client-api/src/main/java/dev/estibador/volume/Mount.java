package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A mount that a container asks for.
 *
 * @param source a host path or a volume's name; null for an anonymous volume and for tmpfs
 * @param target the absolute path inside the container
 */
public record Mount(
        @JsonProperty("Type") MountType type,
        @JsonProperty("Source") @Nullable String source,
        @JsonProperty("Target") @Nullable String target,
        @JsonProperty("ReadOnly") @Nullable Boolean readOnly) {
    /** A file or folder of the engine's machine, which must exist there. */
    public static Mount bind(String hostPath, String target) {
        return new Mount(MountType.BIND, hostPath, target, null);
    }

    /** A named volume, made by the engine where it is missing. */
    public static Mount volume(String name, String target) {
        return new Mount(MountType.VOLUME, name, target, null);
    }

    public Mount asReadOnly() {
        return new Mount(type, source, target, true);
    }
}
