package dev.estibador.plugin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mount of a plugin.
 *
 * @param settable which of its fields may be set: {@code source}
 */
public record PluginMount(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Description") @Nullable String description,
        @JsonProperty("Settable") List<String> settable,
        @JsonProperty("Source") @Nullable String source,
        @JsonProperty("Destination") @Nullable String destination,
        @JsonProperty("Type") @Nullable String type,
        @JsonProperty("Options") List<String> options) {
    @JsonCreator
    public PluginMount {
        settable = Copies.of(settable);
        options = Copies.of(options);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "options");
    }
}
