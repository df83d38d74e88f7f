package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /containers/{id}/json}.
 *
 * @param name with a leading slash
 * @param image the image's id
 */
public record ContainerDetails(
        @JsonProperty("Id") @Nullable String id,
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Created") @Nullable Instant created,
        @JsonProperty("Path") @Nullable String path,
        @JsonProperty("Args") List<String> args,
        @JsonProperty("State") @Nullable ContainerState state,
        @JsonProperty("Image") @Nullable String image,
        @JsonProperty("RestartCount") @Nullable Long restartCount,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("Platform") @Nullable String platform,
        @JsonProperty("LogPath") @Nullable String logPath,
        @JsonProperty("ExecIDs") List<String> execIds,
        @JsonProperty("Config") @Nullable ContainerConfig config,
        @JsonProperty("HostConfig") @Nullable HostConfig hostConfig,
        @JsonProperty("Mounts") List<MountPoint> mounts,
        @JsonProperty("NetworkSettings") @Nullable NetworkSettings networkSettings,
        @JsonProperty("SizeRw") @Nullable Long sizeRw,
        @JsonProperty("SizeRootFs") @Nullable Long sizeRootFs) {
    @JsonCreator
    public ContainerDetails {
        args = Copies.of(args);
        execIds = Copies.of(execIds);
        mounts = Copies.of(mounts);
    }
}
