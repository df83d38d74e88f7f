package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.common.Copies;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A volume to be made.
 *
 * @param name null for one that the engine invents
 * @param driver {@code local} unless told otherwise
 * @param driverOpts such as {@code type}, {@code o} and {@code device} of the local driver
 * @param clusterVolumeSpec makes it a volume of the swarm, API 1.42
 */
public record VolumeSpec(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("DriverOpts") Map<String, String> driverOpts,
        @JsonProperty("Labels") Map<String, String> labels,

        @JsonProperty("ClusterVolumeSpec") @ApiSince("1.42") @Nullable
        ClusterVolumeSpec clusterVolumeSpec) {
    @JsonCreator
    public VolumeSpec {
        driverOpts = Copies.of(driverOpts);
        labels = Copies.of(labels);
    }

    /** Of the driver's options only the names, since passwords of shares travel in them. */
    @Override
    public String toString() {
        return "VolumeSpec[" + name + ", " + driver + ", " + driverOpts.keySet() + "]";
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.driver = driver;
        builder.driverOpts.putAll(driverOpts);
        builder.labels.putAll(labels);
        builder.clusterVolumeSpec = clusterVolumeSpec;
        return builder;
    }

    public static final class Builder {
        private @Nullable String name;
        private @Nullable String driver;
        private final Map<String, String> driverOpts = new LinkedHashMap<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable ClusterVolumeSpec clusterVolumeSpec;

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        public Builder driver(@Nullable String value) {
            driver = value;
            return this;
        }

        public Builder driverOpts(String key, String value) {
            driverOpts.put(key, value);
            return this;
        }

        public Builder driverOpts(Map<String, String> all) {
            driverOpts.clear();
            driverOpts.putAll(all);
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

        public Builder clusterVolumeSpec(@Nullable ClusterVolumeSpec value) {
            clusterVolumeSpec = value;
            return this;
        }

        public Builder clusterVolumeSpec(Consumer<ClusterVolumeSpec.Builder> change) {
            ClusterVolumeSpec.Builder changed =
                    clusterVolumeSpec == null ? ClusterVolumeSpec.builder() : clusterVolumeSpec.toBuilder();
            change.accept(changed);
            return clusterVolumeSpec(changed.build());
        }

        public VolumeSpec build() {
            return new VolumeSpec(name, driver, driverOpts, labels, clusterVolumeSpec);
        }
    }
}
