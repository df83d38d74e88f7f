package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A config to be made.
 *
 * @param data in base64
 * @param templating null for none
 */
public record ConfigSpec(
        @JsonProperty("Name") String name,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("Data") @Nullable String data,
        @JsonProperty("Templating") @Nullable Driver templating) {
    @JsonCreator
    public ConfigSpec {
        name = Copies.text(name);
        labels = Copies.of(labels);
    }

    /** Not the data, which may be long. */
    @Override
    public String toString() {
        return "ConfigSpec[" + name + "]";
    }

    public static Builder of(String name) {
        Builder builder = new Builder();
        builder.name = name;
        return builder;
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.labels.putAll(labels);
        builder.data = data;
        builder.templating = templating;
        return builder;
    }

    /** The data, decoded; none where there is none. */
    public byte[] content() {
        return data == null ? new byte[0] : Base64.getDecoder().decode(data);
    }

    public static final class Builder {
        private String name = "";
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable String data;
        private @Nullable Driver templating;

        private Builder() {}

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder labels(String key, String value) {
            labels.put(key, value);
            return this;
        }

        public Builder labels(Map<String, String> all) {
            labels.clear();
            labels.putAll(all);
            return this;
        }

        public Builder data(@Nullable String value) {
            data = value;
            return this;
        }

        public Builder templating(@Nullable Driver value) {
            templating = value;
            return this;
        }

        /** The content, of at most 1000 KiB. */
        public Builder content(byte[] bytes) {
            data = Base64.getEncoder().encodeToString(bytes);
            return this;
        }

        /** The content, as UTF-8. */
        public Builder content(String text) {
            return content(text.getBytes(StandardCharsets.UTF_8));
        }

        public ConfigSpec build() {
            return new ConfigSpec(name, labels, data, templating);
        }
    }
}
