package dev.estibador.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the addresses of a network come from.
 *
 * @param driver {@code default} unless a plugin does it
 * @param options of the driver
 */
public record Ipam(
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("Config") List<IpamConfig> config,
        @JsonProperty("Options") Map<String, String> options) {
    @JsonCreator
    public Ipam {
        config = Copies.of(config);
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
        builder.config.addAll(config);
        builder.options.putAll(options);
        return builder;
    }

    public static final class Builder {
        private @Nullable String driver;
        private final List<IpamConfig> config = new ArrayList<>();
        private final Map<String, String> options = new LinkedHashMap<>();

        private Builder() {}

        public Builder driver(@Nullable String value) {
            driver = value;
            return this;
        }

        public Builder config(IpamConfig... more) {
            config.addAll(List.of(more));
            return this;
        }

        public Builder config(List<IpamConfig> all) {
            config.clear();
            config.addAll(all);
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

        /** One more subnet. */
        public Builder config(Consumer<IpamConfig.Builder> more) {
            IpamConfig.Builder one = IpamConfig.builder();
            more.accept(one);
            return config(one.build());
        }

        public Ipam build() {
            return new Ipam(driver, config, options);
        }
    }
}
