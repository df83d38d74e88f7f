package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.network.EndpointSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** The networks that a new container joins, by name or id. Engines before API 1.44 take one. */
public record NetworkingConfig(
        @JsonProperty("EndpointsConfig") Map<String, EndpointSettings> endpoints) {
    @JsonCreator
    public NetworkingConfig {
        endpoints = Copies.of(endpoints);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.endpoints.putAll(endpoints);
        return builder;
    }

    public static final class Builder {
        private final Map<String, EndpointSettings> endpoints = new LinkedHashMap<>();

        private Builder() {}

        public Builder endpoints(String key, EndpointSettings value) {
            endpoints.put(key, value);
            return this;
        }

        public Builder endpoints(Map<String, EndpointSettings> all) {
            endpoints.clear();
            endpoints.putAll(all);
            return this;
        }

        public NetworkingConfig build() {
            return new NetworkingConfig(endpoints);
        }
    }
}
