package dev.estibador.plugin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device of a plugin.
 *
 * @param settable which of its fields may be set: {@code path}
 */
public record PluginDevice(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Description") @Nullable String description,
        @JsonProperty("Settable") List<String> settable,
        @JsonProperty("Path") @Nullable String path) {
    @JsonCreator
    public PluginDevice {
        settable = Copies.of(settable);
    }
}
