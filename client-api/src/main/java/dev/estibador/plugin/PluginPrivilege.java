package dev.estibador.plugin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a plugin asks to be allowed, such as {@code network} with the value {@code host}.
 */
public record PluginPrivilege(
        @JsonProperty("Name") String name,
        @JsonProperty("Description") @Nullable String description,
        @JsonProperty("Value") List<String> value) {
    @JsonCreator
    public PluginPrivilege {
        name = Copies.text(name);
        value = Copies.of(value);
    }

    public static PluginPrivilege of(String name, String... value) {
        return new PluginPrivilege(name, null, List.of(value));
    }
}
