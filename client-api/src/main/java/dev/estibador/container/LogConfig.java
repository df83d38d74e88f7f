package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which driver keeps a container's logs.
 *
 * @param type {@code json-file}, {@code local}, {@code journald}, {@code none}, ..
 * @param config the driver's options
 */
public record LogConfig(
        @JsonProperty("Type") @Nullable String type,
        @JsonProperty("Config") Map<String, String> config) {
    @JsonCreator
    public LogConfig {
        config = Copies.of(config);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.type = type;
        builder.config.putAll(config);
        return builder;
    }

    public static final class Builder {
        private @Nullable String type;
        private final Map<String, String> config = new LinkedHashMap<>();

        private Builder() {}

        public Builder type(@Nullable String value) {
            type = value;
            return this;
        }

        public Builder config(String key, String value) {
            config.put(key, value);
            return this;
        }

        public Builder config(Map<String, String> all) {
            config.clear();
            config.putAll(all);
            return this;
        }

        public LogConfig build() {
            return new LogConfig(type, config);
        }
    }
}
