package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /info}: the part of it that most programs look at.
 *
 * @param memTotal the machine's memory in bytes
 * @param serverVersion the engine's version, such as {@code 28.5.2}
 */
public record EngineInfo(
        @JsonProperty("ID") @Nullable String id,
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("ServerVersion") @Nullable String serverVersion,
        @JsonProperty("OperatingSystem") @Nullable String operatingSystem,
        @JsonProperty("OSType") @Nullable String osType,
        @JsonProperty("Architecture") @Nullable String architecture,
        @JsonProperty("KernelVersion") @Nullable String kernelVersion,
        @JsonProperty("NCPU") @Nullable Integer cpus,
        @JsonProperty("MemTotal") @Nullable Long memTotal,
        @JsonProperty("Containers") @Nullable Long containers,
        @JsonProperty("ContainersRunning") @Nullable Long containersRunning,
        @JsonProperty("ContainersPaused") @Nullable Long containersPaused,
        @JsonProperty("ContainersStopped") @Nullable Long containersStopped,
        @JsonProperty("Images") @Nullable Long images,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("LoggingDriver") @Nullable String loggingDriver,
        @JsonProperty("CgroupDriver") @Nullable String cgroupDriver,
        @JsonProperty("CgroupVersion") @Nullable String cgroupVersion,
        @JsonProperty("DockerRootDir") @Nullable String rootDir,
        @JsonProperty("DefaultRuntime") @Nullable String defaultRuntime,
        @JsonProperty("Labels") List<String> labels,
        @JsonProperty("Warnings") List<String> warnings) {
    @JsonCreator
    public EngineInfo {
        labels = Copies.of(labels);
        warnings = Copies.of(warnings);
    }
}
