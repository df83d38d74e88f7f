package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tasks use a volume of the swarm. It is either a file system or a block device.
 *
 * @param capacityRange null for the plugin's choice
 */
public record ClusterVolumeAccessMode(
        @JsonProperty("Scope") @Nullable Scope scope,
        @JsonProperty("Sharing") @Nullable Sharing sharing,
        @JsonProperty("MountVolume") @Nullable MountVolume mountVolume,
        @JsonProperty("BlockVolume") @Nullable BlockVolume blockVolume,
        @JsonProperty("Secrets") List<PluginSecret> secrets,
        @JsonProperty("AccessibilityRequirements") @Nullable TopologyRequirement accessibilityRequirements,
        @JsonProperty("CapacityRange") @Nullable CapacityRange capacityRange,
        @JsonProperty("Availability") @Nullable Availability availability) {
    @JsonCreator
    public ClusterVolumeAccessMode {
        secrets = Copies.of(secrets);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.scope = scope;
        builder.sharing = sharing;
        builder.mountVolume = mountVolume;
        builder.blockVolume = blockVolume;
        builder.secrets.addAll(secrets);
        builder.accessibilityRequirements = accessibilityRequirements;
        builder.capacityRange = capacityRange;
        builder.availability = availability;
        return builder;
    }

    /** On how many nodes at a time. An open set: a word that this version does not know is kept as it came. */
    public record Scope(@JsonValue String value) {
        public static final Scope SINGLE = new Scope("single");
        public static final Scope MULTI = new Scope("multi");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Scope {}

        @Override
        public String toString() {
            return value;
        }
    }

    /** By how many tasks at a time. An open set: a word that this version does not know is kept as it came. */
    public record Sharing(@JsonValue String value) {
        public static final Sharing NONE = new Sharing("none");
        public static final Sharing READONLY = new Sharing("readonly");
        public static final Sharing ONEWRITER = new Sharing("onewriter");
        public static final Sharing ALL = new Sharing("all");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Sharing {}

        @Override
        public String toString() {
            return value;
        }
    }

    /** Whether tasks may use it. An open set: a word that this version does not know is kept as it came. */
    public record Availability(@JsonValue String value) {
        public static final Availability ACTIVE = new Availability("active");
        public static final Availability PAUSE = new Availability("pause");
        public static final Availability DRAIN = new Availability("drain");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Availability {}

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * A file system, to be mounted.
     *
     * @param fsType such as {@code ext4}; null for the plugin's choice
     */
    public record MountVolume(
            @JsonProperty("FsType") @Nullable String fsType,
            @JsonProperty("MountFlags") List<String> mountFlags) {
        @JsonCreator
        public MountVolume {
            mountFlags = Copies.of(mountFlags);
        }

        public static MountVolume of(@Nullable String fsType, String... mountFlags) {
            return new MountVolume(fsType, List.of(mountFlags));
        }
    }

    /** A block device, about which there is nothing to say. */
    public record BlockVolume() {
        @JsonCreator
        public BlockVolume {}
    }

    /**
     * A secret of the swarm that is given to the plugin.
     *
     * @param key what the plugin calls it
     * @param secret its name or id in the swarm
     */
    public record PluginSecret(
            @JsonProperty("Key") @Nullable String key,
            @JsonProperty("Secret") @Nullable String secret) {
        @JsonCreator
        public PluginSecret {}

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this, "secret");
        }
    }

    /**
     * Where the volume has to be reached from.
     *
     * @param requisite one of these at least
     * @param preferred in this order
     */
    public record TopologyRequirement(
            @JsonProperty("Requisite") List<Topology> requisite,
            @JsonProperty("Preferred") List<Topology> preferred) {
        @JsonCreator
        public TopologyRequirement {
            requisite = Copies.of(requisite);
            preferred = Copies.of(preferred);
        }
    }

    /**
     * How large it has to be, in bytes; 0 is any size.
     */
    public record CapacityRange(
            @JsonProperty("RequiredBytes") @Nullable Long requiredBytes,
            @JsonProperty("LimitBytes") @Nullable Long limitBytes) {
        @JsonCreator
        public CapacityRange {}
    }

    public static final class Builder {
        private @Nullable Scope scope;
        private @Nullable Sharing sharing;
        private @Nullable MountVolume mountVolume;
        private @Nullable BlockVolume blockVolume;
        private final List<PluginSecret> secrets = new ArrayList<>();
        private @Nullable TopologyRequirement accessibilityRequirements;
        private @Nullable CapacityRange capacityRange;
        private @Nullable Availability availability;

        private Builder() {}

        public Builder scope(@Nullable Scope value) {
            scope = value;
            return this;
        }

        public Builder sharing(@Nullable Sharing value) {
            sharing = value;
            return this;
        }

        public Builder mountVolume(@Nullable MountVolume value) {
            mountVolume = value;
            return this;
        }

        public Builder blockVolume(@Nullable BlockVolume value) {
            blockVolume = value;
            return this;
        }

        public Builder secrets(PluginSecret... more) {
            secrets.addAll(List.of(more));
            return this;
        }

        public Builder secrets(List<PluginSecret> all) {
            secrets.clear();
            secrets.addAll(all);
            return this;
        }

        public Builder accessibilityRequirements(@Nullable TopologyRequirement value) {
            accessibilityRequirements = value;
            return this;
        }

        public Builder capacityRange(@Nullable CapacityRange value) {
            capacityRange = value;
            return this;
        }

        public Builder availability(@Nullable Availability value) {
            availability = value;
            return this;
        }

        public ClusterVolumeAccessMode build() {
            return new ClusterVolumeAccessMode(
                    scope,
                    sharing,
                    mountVolume,
                    blockVolume,
                    secrets,
                    accessibilityRequirements,
                    capacityRange,
                    availability);
        }
    }
}
