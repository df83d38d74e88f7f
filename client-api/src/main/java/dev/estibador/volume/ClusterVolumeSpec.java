package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A volume that the swarm keeps, by a storage plugin (CSI).
 *
 * @param group volumes of one group serve as well one for the other
 */
public record ClusterVolumeSpec(
        @JsonProperty("Group") @Nullable String group,
        @JsonProperty("AccessMode") @Nullable ClusterVolumeAccessMode accessMode) {
    @JsonCreator
    public ClusterVolumeSpec {}

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.group = group;
        builder.accessMode = accessMode;
        return builder;
    }

    public static final class Builder {
        private @Nullable String group;
        private @Nullable ClusterVolumeAccessMode accessMode;

        private Builder() {}

        public Builder group(@Nullable String value) {
            group = value;
            return this;
        }

        public Builder accessMode(@Nullable ClusterVolumeAccessMode value) {
            accessMode = value;
            return this;
        }

        public Builder accessMode(Consumer<ClusterVolumeAccessMode.Builder> change) {
            ClusterVolumeAccessMode.Builder changed =
                    accessMode == null ? ClusterVolumeAccessMode.builder() : accessMode.toBuilder();
            change.accept(changed);
            return accessMode(changed.build());
        }

        public ClusterVolumeSpec build() {
            return new ClusterVolumeSpec(group, accessMode);
        }
    }
}
