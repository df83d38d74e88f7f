package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Devices that a driver picks, such as GPUs.
 *
 * @param driver {@code nvidia}, {@code cdi}, ..; null for any that has the capabilities
 * @param count -1 for all
 * @param deviceIds instead of a count
 * @param capabilities of one of the lists, all: {@code [["gpu","compute"]]}
 */
public record DeviceRequest(
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("Count") @Nullable Long count,
        @JsonProperty("DeviceIDs") List<String> deviceIds,
        @JsonProperty("Capabilities") List<List<String>> capabilities,
        @JsonProperty("Options") Map<String, String> options) {
    @JsonCreator
    public DeviceRequest {
        deviceIds = Copies.of(deviceIds);
        capabilities = Copies.of(capabilities);
        options = Copies.of(options);
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
        builder.driver = driver;
        builder.count = count;
        builder.deviceIds.addAll(deviceIds);
        builder.capabilities.addAll(capabilities);
        builder.options.putAll(options);
        return builder;
    }

    public static final class Builder {
        private @Nullable String driver;
        private @Nullable Long count;
        private final List<String> deviceIds = new ArrayList<>();
        private final List<List<String>> capabilities = new ArrayList<>();
        private final Map<String, String> options = new LinkedHashMap<>();

        private Builder() {}

        public Builder driver(@Nullable String value) {
            driver = value;
            return this;
        }

        public Builder count(long value) {
            count = value;
            return this;
        }

        public Builder deviceIds(String... more) {
            deviceIds.addAll(List.of(more));
            return this;
        }

        public Builder deviceIds(List<String> all) {
            deviceIds.clear();
            deviceIds.addAll(all);
            return this;
        }

        @SafeVarargs
        @SuppressWarnings("varargs") // List.of keeps none of them
        public final Builder capabilities(List<String>... more) {
            capabilities.addAll(List.of(more));
            return this;
        }

        public Builder capabilities(List<List<String>> all) {
            capabilities.clear();
            capabilities.addAll(all);
            return this;
        }

        public Builder options(String key, String value) {
            options.put(key, value);
            return this;
        }

        public Builder options(Map<String, String> all) {
            options.clear();
            options.putAll(all);
            return this;
        }

        public DeviceRequest build() {
            return new DeviceRequest(driver, count, deviceIds, capabilities, options);
        }
    }
}
