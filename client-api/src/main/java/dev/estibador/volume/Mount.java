package dev.estibador.volume;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mount that a container asks for.
 *
 * @param source a host path, a volume's or an image's name; null for an anonymous volume and for tmpfs
 * @param target the absolute path inside the container
 * @param consistency for Docker Desktop: {@code cached}, {@code delegated}, ..
 */
public record Mount(
        @JsonProperty("Type") @Nullable MountType type,
        @JsonProperty("Source") @Nullable String source,
        @JsonProperty("Target") @Nullable String target,
        @JsonProperty("ReadOnly") @Nullable Boolean readOnly,
        @JsonProperty("Consistency") @Nullable String consistency,
        @JsonProperty("BindOptions") @Nullable BindOptions bindOptions,
        @JsonProperty("VolumeOptions") @Nullable VolumeOptions volumeOptions,

        @JsonProperty("ImageOptions") @ApiSince("1.48") @Nullable
        ImageOptions imageOptions,

        @JsonProperty("TmpfsOptions") @Nullable TmpfsOptions tmpfsOptions) {
    @JsonCreator
    public Mount {}

    /** A file or folder of the engine's machine, which must exist there. */
    public static Mount bind(String hostPath, String target) {
        return builder().type(MountType.BIND).source(hostPath).target(target).build();
    }

    /** A named volume, made by the engine where it is missing. */
    public static Mount volume(String name, String target) {
        return builder().type(MountType.VOLUME).source(name).target(target).build();
    }

    /** Files in memory that end with the container. */
    public static Mount tmpfs(String target) {
        return builder().type(MountType.TMPFS).target(target).build();
    }

    /** The files of an image, API 1.48. */
    public static Mount image(String name, String target) {
        return builder().type(MountType.IMAGE).source(name).target(target).build();
    }

    public Mount asReadOnly() {
        return toBuilder().readOnly(true).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.type = type;
        builder.source = source;
        builder.target = target;
        builder.readOnly = readOnly;
        builder.consistency = consistency;
        builder.bindOptions = bindOptions;
        builder.volumeOptions = volumeOptions;
        builder.imageOptions = imageOptions;
        builder.tmpfsOptions = tmpfsOptions;
        return builder;
    }

    public static final class Builder {
        private @Nullable MountType type;
        private @Nullable String source;
        private @Nullable String target;
        private @Nullable Boolean readOnly;
        private @Nullable String consistency;
        private @Nullable BindOptions bindOptions;
        private @Nullable VolumeOptions volumeOptions;
        private @Nullable ImageOptions imageOptions;
        private @Nullable TmpfsOptions tmpfsOptions;

        private Builder() {}

        public Builder type(@Nullable MountType value) {
            type = value;
            return this;
        }

        public Builder source(@Nullable String value) {
            source = value;
            return this;
        }

        public Builder target(@Nullable String value) {
            target = value;
            return this;
        }

        public Builder readOnly(boolean value) {
            readOnly = value;
            return this;
        }

        public Builder consistency(@Nullable String value) {
            consistency = value;
            return this;
        }

        public Builder bindOptions(@Nullable BindOptions value) {
            bindOptions = value;
            return this;
        }

        public Builder bindOptions(Consumer<BindOptions.Builder> change) {
            BindOptions.Builder changed = bindOptions == null ? BindOptions.builder() : bindOptions.toBuilder();
            change.accept(changed);
            return bindOptions(changed.build());
        }

        public Builder volumeOptions(@Nullable VolumeOptions value) {
            volumeOptions = value;
            return this;
        }

        public Builder volumeOptions(Consumer<VolumeOptions.Builder> change) {
            VolumeOptions.Builder changed = volumeOptions == null ? VolumeOptions.builder() : volumeOptions.toBuilder();
            change.accept(changed);
            return volumeOptions(changed.build());
        }

        public Builder imageOptions(@Nullable ImageOptions value) {
            imageOptions = value;
            return this;
        }

        public Builder imageOptions(Consumer<ImageOptions.Builder> change) {
            ImageOptions.Builder changed = imageOptions == null ? ImageOptions.builder() : imageOptions.toBuilder();
            change.accept(changed);
            return imageOptions(changed.build());
        }

        public Builder tmpfsOptions(@Nullable TmpfsOptions value) {
            tmpfsOptions = value;
            return this;
        }

        public Builder tmpfsOptions(Consumer<TmpfsOptions.Builder> change) {
            TmpfsOptions.Builder changed = tmpfsOptions == null ? TmpfsOptions.builder() : tmpfsOptions.toBuilder();
            change.accept(changed);
            return tmpfsOptions(changed.build());
        }

        public Mount build() {
            return new Mount(
                    type,
                    source,
                    target,
                    readOnly,
                    consistency,
                    bindOptions,
                    volumeOptions,
                    imageOptions,
                    tmpfsOptions);
        }
    }

    /**
     * What is special to mounts of the machine's files.
     *
     * @param nonRecursive leave out what is mounted below
     * @param createMountpoint make the folder on the machine where it is missing
     * @param readOnlyNonRecursive read-only, but what is mounted below is not
     * @param readOnlyForceRecursive fail where what is mounted below cannot be made read-only
     */
    public record BindOptions(
            @JsonProperty("Propagation") @Nullable MountPropagation propagation,
            @JsonProperty("NonRecursive") @Nullable Boolean nonRecursive,

            @JsonProperty("CreateMountpoint") @ApiSince("1.42") @Nullable
            Boolean createMountpoint,

            @JsonProperty("ReadOnlyNonRecursive") @ApiSince("1.44") @Nullable
            Boolean readOnlyNonRecursive,

            @JsonProperty("ReadOnlyForceRecursive") @ApiSince("1.44") @Nullable
            Boolean readOnlyForceRecursive) {
        @JsonCreator
        public BindOptions {}

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.propagation = propagation;
            builder.nonRecursive = nonRecursive;
            builder.createMountpoint = createMountpoint;
            builder.readOnlyNonRecursive = readOnlyNonRecursive;
            builder.readOnlyForceRecursive = readOnlyForceRecursive;
            return builder;
        }

        public static final class Builder {
            private @Nullable MountPropagation propagation;
            private @Nullable Boolean nonRecursive;
            private @Nullable Boolean createMountpoint;
            private @Nullable Boolean readOnlyNonRecursive;
            private @Nullable Boolean readOnlyForceRecursive;

            private Builder() {}

            public Builder propagation(@Nullable MountPropagation value) {
                propagation = value;
                return this;
            }

            public Builder nonRecursive(boolean value) {
                nonRecursive = value;
                return this;
            }

            public Builder createMountpoint(boolean value) {
                createMountpoint = value;
                return this;
            }

            public Builder readOnlyNonRecursive(boolean value) {
                readOnlyNonRecursive = value;
                return this;
            }

            public Builder readOnlyForceRecursive(boolean value) {
                readOnlyForceRecursive = value;
                return this;
            }

            public BindOptions build() {
                return new BindOptions(
                        propagation, nonRecursive, createMountpoint, readOnlyNonRecursive, readOnlyForceRecursive);
            }
        }
    }

    /**
     * What is special to volumes.
     *
     * @param noCopy do not fill a new volume with the image's files
     * @param subpath a folder inside the volume
     */
    public record VolumeOptions(
            @JsonProperty("NoCopy") @Nullable Boolean noCopy,
            @JsonProperty("Labels") Map<String, String> labels,
            @JsonProperty("DriverConfig") @Nullable Driver driverConfig,

            @JsonProperty("Subpath") @ApiSince("1.45") @Nullable
            String subpath) {
        @JsonCreator
        public VolumeOptions {
            labels = Copies.of(labels);
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
            builder.noCopy = noCopy;
            builder.labels.putAll(labels);
            builder.driverConfig = driverConfig;
            builder.subpath = subpath;
            return builder;
        }

        public static final class Builder {
            private @Nullable Boolean noCopy;
            private final Map<String, String> labels = new LinkedHashMap<>();
            private @Nullable Driver driverConfig;
            private @Nullable String subpath;

            private Builder() {}

            public Builder noCopy(boolean value) {
                noCopy = value;
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

            public Builder driverConfig(@Nullable Driver value) {
                driverConfig = value;
                return this;
            }

            public Builder driverConfig(Consumer<Driver.Builder> change) {
                Driver.Builder changed = driverConfig == null ? Driver.builder() : driverConfig.toBuilder();
                change.accept(changed);
                return driverConfig(changed.build());
            }

            public Builder subpath(@Nullable String value) {
                subpath = value;
                return this;
            }

            public VolumeOptions build() {
                return new VolumeOptions(noCopy, labels, driverConfig, subpath);
            }
        }
    }

    /** Which driver makes the volume where it is missing. */
    public record Driver(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Options") Map<String, String> options) {
        @JsonCreator
        public Driver {
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
            builder.name = name;
            builder.options.putAll(options);
            return builder;
        }

        public static final class Builder {
            private @Nullable String name;
            private final Map<String, String> options = new LinkedHashMap<>();

            private Builder() {}

            public Builder name(@Nullable String value) {
                name = value;
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

            public Driver build() {
                return new Driver(name, options);
            }
        }
    }

    /**
     * What is special to images.
     *
     * @param subpath a folder inside the image
     */
    public record ImageOptions(
            @JsonProperty("Subpath") @ApiSince("1.48") @Nullable
            String subpath) {
        @JsonCreator
        public ImageOptions {}

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.subpath = subpath;
            return builder;
        }

        public static final class Builder {
            private @Nullable String subpath;

            private Builder() {}

            public Builder subpath(@Nullable String value) {
                subpath = value;
                return this;
            }

            public ImageOptions build() {
                return new ImageOptions(subpath);
            }
        }
    }

    /**
     * What is special to files in memory.
     *
     * @param mode permission bits
     * @param options each one word, or a key and its value
     */
    public record TmpfsOptions(
            @JsonProperty("SizeBytes") @Nullable Long sizeBytes,
            @JsonProperty("Mode") @Nullable Long mode,
            @JsonProperty("Options") @ApiSince("1.46") List<List<String>> options) {
        @JsonCreator
        public TmpfsOptions {
            options = Copies.of(options);
        }

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.sizeBytes = sizeBytes;
            builder.mode = mode;
            builder.options.addAll(options);
            return builder;
        }

        public static final class Builder {
            private @Nullable Long sizeBytes;
            private @Nullable Long mode;
            private final List<List<String>> options = new ArrayList<>();

            private Builder() {}

            public Builder sizeBytes(long value) {
                sizeBytes = value;
                return this;
            }

            public Builder mode(long value) {
                mode = value;
                return this;
            }

            @SafeVarargs
            @SuppressWarnings("varargs") // List.of keeps none of them
            public final Builder options(List<String>... more) {
                options.addAll(List.of(more));
                return this;
            }

            public Builder options(List<List<String>> all) {
                options.clear();
                options.addAll(all);
                return this;
            }

            public TmpfsOptions build() {
                return new TmpfsOptions(sizeBytes, mode, options);
            }
        }
    }
}
