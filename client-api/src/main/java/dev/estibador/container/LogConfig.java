package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which driver keeps a container's logs.
 */
public record LogConfig(
        @JsonProperty("Type") @Nullable String type,
        @JsonProperty("Config") Map<String, String> config) {
    @JsonCreator
    public LogConfig {
        config = Copies.of(config);
    }
}
