package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.Descriptor;
import dev.estibador.common.RecordText;
import dev.estibador.common.StorageDriver;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /containers/{id}/json}.
 *
 * @param name with a leading slash
 * @param path of the program
 * @param image the image's id
 * @param imageManifestDescriptor the image's manifest for this platform, API 1.48
 * @param driver of the storage
 * @param platform the operating system
 * @param sizeRw bytes that it changed or made, if asked for
 * @param sizeRootFs bytes of all its files, if asked for
 * @param storage where images are kept in containerd's store, API 1.52
 */
public record ContainerDetails(
        @JsonProperty("Id") String id,
        @JsonProperty("Name") String name,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Path") @Nullable String path,
        @JsonProperty("Args") List<String> args,
        @JsonProperty("State") @Nullable ContainerState state,
        @JsonProperty("Image") @Nullable String image,
        @JsonProperty("ImageManifestDescriptor") @Nullable Descriptor imageManifestDescriptor,
        @JsonProperty("RestartCount") @Nullable Long restartCount,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("Platform") @Nullable String platform,
        @JsonProperty("Config") @Nullable ContainerConfig config,
        @JsonProperty("HostConfig") @Nullable HostConfig hostConfig,
        @JsonProperty("Mounts") List<MountPoint> mounts,
        @JsonProperty("NetworkSettings") @Nullable NetworkSettings networkSettings,
        @JsonProperty("ExecIDs") List<String> execIds,
        @JsonProperty("SizeRw") @Nullable Long sizeRw,
        @JsonProperty("SizeRootFs") @Nullable Long sizeRootFs,
        @JsonProperty("LogPath") @Nullable String logPath,
        @JsonProperty("ResolvConfPath") @Nullable String resolvConfPath,
        @JsonProperty("HostnamePath") @Nullable String hostnamePath,
        @JsonProperty("HostsPath") @Nullable String hostsPath,
        @JsonProperty("MountLabel") @Nullable String mountLabel,
        @JsonProperty("ProcessLabel") @Nullable String processLabel,
        @JsonProperty("AppArmorProfile") @Nullable String appArmorProfile,
        @JsonProperty("GraphDriver") @Nullable StorageDriver graphDriver,
        @JsonProperty("Storage") @Nullable Storage storage) {
    @JsonCreator
    public ContainerDetails {
        id = Copies.text(id);
        name = Copies.text(name);
        args = Copies.of(args);
        mounts = Copies.of(mounts);
        execIds = Copies.of(execIds);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "args");
    }

    /** How the container's files are kept. */
    public record Storage(@JsonProperty("RootFS") @Nullable RootFs rootFs) {
        @JsonCreator
        public Storage {}
    }

    /** How the container's root is kept. */
    public record RootFs(@JsonProperty("Snapshot") @Nullable Snapshot snapshot) {
        @JsonCreator
        public RootFs {}
    }

    /**
     * The snapshot that is the container's root.
     *
     * @param name of the snapshotter
     */
    public record Snapshot(@JsonProperty("Name") @Nullable String name) {
        @JsonCreator
        public Snapshot {}
    }
}
