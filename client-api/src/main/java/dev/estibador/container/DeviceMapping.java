package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A device of the machine that a container gets.
 *
 * @param cgroupPermissions of {@code r}, {@code w} and {@code m}
 */
public record DeviceMapping(
        @JsonProperty("PathOnHost") @Nullable String pathOnHost,
        @JsonProperty("PathInContainer") @Nullable String pathInContainer,
        @JsonProperty("CgroupPermissions") @Nullable String cgroupPermissions) {
    @JsonCreator
    public DeviceMapping {}

    /** A device under the same name, to read, write and make nodes of. */
    public static DeviceMapping of(String path) {
        return of(path, path, "rwm");
    }

    public static DeviceMapping of(String pathOnHost, String pathInContainer, String cgroupPermissions) {
        return new DeviceMapping(pathOnHost, pathInContainer, cgroupPermissions);
    }
}
