package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import dev.estibador.container.Isolation;
import dev.estibador.swarm.GenericResource;
import dev.estibador.swarm.SwarmState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine runs, on what, and how it is set up. Booleans without a word of their own tell whether the machine can do that.
 *
 * @param driver the storage driver
 * @param driverStatus pairs of label and value
 * @param rootDir where the engine keeps its data
 * @param kernelMemory until API 1.41
 * @param kernelMemoryTcp until API 1.51
 * @param bridgeNfIptables until API 1.49, as the next one
 * @param debug whether the engine logs more; the next two are told only then
 * @param memTotal the machine's memory in bytes
 * @param indexServerAddress of the registry for names that name none
 * @param httpProxy without its password, as the next one
 * @param serverVersion the engine's version, such as {@code 28.5.2}
 * @param clusterStore until API 1.41, as the next one
 * @param runtimes by name
 * @param isolation on Windows
 * @param firewallBackend API 1.49
 * @param discoveredDevices API 1.50
 * @param nri API 1.53
 * @param warnings of what the machine lacks, for people
 * @param cdiSpecDirs API 1.44
 * @param containerd API 1.46
 */
public record EngineInfo(
        @JsonProperty("ID") String id,
        @JsonProperty("Containers") @Nullable Long containers,
        @JsonProperty("ContainersRunning") @Nullable Long containersRunning,
        @JsonProperty("ContainersPaused") @Nullable Long containersPaused,
        @JsonProperty("ContainersStopped") @Nullable Long containersStopped,
        @JsonProperty("Images") @Nullable Long images,
        @JsonProperty("Driver") @Nullable String driver,
        @JsonProperty("DriverStatus") List<List<String>> driverStatus,
        @JsonProperty("DockerRootDir") @Nullable String rootDir,
        @JsonProperty("Plugins") @Nullable PluginNames plugins,
        @JsonProperty("MemoryLimit") @Nullable Boolean memoryLimit,
        @JsonProperty("SwapLimit") @Nullable Boolean swapLimit,
        @JsonProperty("KernelMemory") @Nullable Boolean kernelMemory,
        @JsonProperty("KernelMemoryTCP") @Nullable Boolean kernelMemoryTcp,
        @JsonProperty("CpuCfsPeriod") @Nullable Boolean cpuCfsPeriod,
        @JsonProperty("CpuCfsQuota") @Nullable Boolean cpuCfsQuota,
        @JsonProperty("CPUShares") @Nullable Boolean cpuShares,
        @JsonProperty("CPUSet") @Nullable Boolean cpuSet,
        @JsonProperty("PidsLimit") @Nullable Boolean pidsLimit,
        @JsonProperty("OomKillDisable") @Nullable Boolean oomKillDisable,
        @JsonProperty("IPv4Forwarding") @Nullable Boolean ipv4Forwarding,
        @JsonProperty("BridgeNfIptables") @Nullable Boolean bridgeNfIptables,
        @JsonProperty("BridgeNfIp6tables") @Nullable Boolean bridgeNfIp6tables,
        @JsonProperty("Debug") @Nullable Boolean debug,
        @JsonProperty("NFd") @Nullable Long fileDescriptors,
        @JsonProperty("NGoroutines") @Nullable Long goroutines,
        @JsonProperty("SystemTime") @Nullable Instant systemTime,
        @JsonProperty("LoggingDriver") @Nullable String loggingDriver,
        @JsonProperty("CgroupDriver") @Nullable CgroupDriver cgroupDriver,
        @JsonProperty("CgroupVersion") @Nullable CgroupVersion cgroupVersion,
        @JsonProperty("NEventsListener") @Nullable Long eventListeners,
        @JsonProperty("KernelVersion") @Nullable String kernelVersion,
        @JsonProperty("OperatingSystem") @Nullable String operatingSystem,
        @JsonProperty("OSVersion") @Nullable String osVersion,
        @JsonProperty("OSType") @Nullable String osType,
        @JsonProperty("Architecture") @Nullable String architecture,
        @JsonProperty("NCPU") @Nullable Long cpus,
        @JsonProperty("MemTotal") @Nullable Long memTotal,
        @JsonProperty("IndexServerAddress") @Nullable String indexServerAddress,
        @JsonProperty("RegistryConfig") @Nullable RegistryConfig registryConfig,
        @JsonProperty("GenericResources") List<GenericResource> genericResources,
        @JsonProperty("HttpProxy") @Nullable String httpProxy,
        @JsonProperty("HttpsProxy") @Nullable String httpsProxy,
        @JsonProperty("NoProxy") @Nullable String noProxy,
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Labels") List<String> labels,
        @JsonProperty("ExperimentalBuild") @Nullable Boolean experimentalBuild,
        @JsonProperty("ServerVersion") @Nullable String serverVersion,
        @JsonProperty("ClusterStore") @Nullable String clusterStore,
        @JsonProperty("ClusterAdvertise") @Nullable String clusterAdvertise,
        @JsonProperty("Runtimes") Map<String, OciRuntime> runtimes,
        @JsonProperty("DefaultRuntime") @Nullable String defaultRuntime,
        @JsonProperty("Swarm") @Nullable SwarmState swarm,
        @JsonProperty("LiveRestoreEnabled") @Nullable Boolean liveRestoreEnabled,
        @JsonProperty("Isolation") @Nullable Isolation isolation,
        @JsonProperty("InitBinary") @Nullable String initBinary,
        @JsonProperty("ContainerdCommit") @Nullable Commit containerdCommit,
        @JsonProperty("RuncCommit") @Nullable Commit runcCommit,
        @JsonProperty("InitCommit") @Nullable Commit initCommit,
        @JsonProperty("SecurityOptions") List<String> securityOptions,
        @JsonProperty("ProductLicense") @Nullable String productLicense,
        @JsonProperty("DefaultAddressPools") List<AddressPool> defaultAddressPools,
        @JsonProperty("FirewallBackend") @Nullable Firewall firewallBackend,
        @JsonProperty("DiscoveredDevices") List<Device> discoveredDevices,
        @JsonProperty("NRI") @Nullable Nri nri,
        @JsonProperty("Warnings") List<String> warnings,
        @JsonProperty("CDISpecDirs") List<String> cdiSpecDirs,
        @JsonProperty("Containerd") @Nullable Containerd containerd) {
    @JsonCreator
    public EngineInfo {
        id = Copies.text(id);
        driverStatus = Copies.of(driverStatus);
        genericResources = Copies.of(genericResources);
        labels = Copies.of(labels);
        runtimes = Copies.of(runtimes);
        securityOptions = Copies.of(securityOptions);
        defaultAddressPools = Copies.of(defaultAddressPools);
        discoveredDevices = Copies.of(discoveredDevices);
        warnings = Copies.of(warnings);
        cdiSpecDirs = Copies.of(cdiSpecDirs);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "labels");
    }

    /** The plugins for each purpose, without those that the engine manages itself. */
    public record PluginNames(
            @JsonProperty("Volume") List<String> volume,
            @JsonProperty("Network") List<String> network,
            @JsonProperty("Authorization") List<String> authorization,
            @JsonProperty("Log") List<String> log) {
        @JsonCreator
        public PluginNames {
            volume = Copies.of(volume);
            network = Copies.of(network);
            authorization = Copies.of(authorization);
            log = Copies.of(log);
        }
    }

    /** Who makes the cgroups. An open set: a word that this version does not know is kept as it came. */
    public record CgroupDriver(@JsonValue String value) {
        public static final CgroupDriver CGROUPFS = new CgroupDriver("cgroupfs");
        public static final CgroupDriver SYSTEMD = new CgroupDriver("systemd");
        public static final CgroupDriver NONE = new CgroupDriver("none");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public CgroupDriver {}

        @Override
        public String toString() {
            return value;
        }
    }

    /** The version of the kernel's cgroups. An open set: a word that this version does not know is kept as it came. */
    public record CgroupVersion(@JsonValue String value) {
        public static final CgroupVersion V1 = new CgroupVersion("1");
        public static final CgroupVersion V2 = new CgroupVersion("2");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public CgroupVersion {}

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * How registries are dealt with.
     *
     * @param allowNondistributableArtifactsCidrs until API 1.48, as the next one
     * @param insecureRegistryCidrs addresses of registries that need no certificate
     * @param indexConfigs by the registry's name
     * @param mirrors of Docker Hub
     */
    public record RegistryConfig(
            @JsonProperty("AllowNondistributableArtifactsCIDRs")
            List<String> allowNondistributableArtifactsCidrs,

            @JsonProperty("AllowNondistributableArtifactsHostnames")
            List<String> allowNondistributableArtifactsHostnames,

            @JsonProperty("InsecureRegistryCIDRs") List<String> insecureRegistryCidrs,
            @JsonProperty("IndexConfigs") Map<String, Registry> indexConfigs,
            @JsonProperty("Mirrors") List<String> mirrors) {
        @JsonCreator
        public RegistryConfig {
            allowNondistributableArtifactsCidrs = Copies.of(allowNondistributableArtifactsCidrs);
            allowNondistributableArtifactsHostnames = Copies.of(allowNondistributableArtifactsHostnames);
            insecureRegistryCidrs = Copies.of(insecureRegistryCidrs);
            indexConfigs = Copies.of(indexConfigs);
            mirrors = Copies.of(mirrors);
        }
    }

    /**
     * How a registry is dealt with.
     *
     * @param secure false where it needs no certificate
     * @param official whether it is Docker Hub
     */
    public record Registry(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Mirrors") List<String> mirrors,
            @JsonProperty("Secure") @Nullable Boolean secure,
            @JsonProperty("Official") @Nullable Boolean official) {
        @JsonCreator
        public Registry {
            mirrors = Copies.of(mirrors);
        }
    }

    /**
     * A program that runs containers.
     *
     * @param status what it tells of itself, API 1.44
     */
    public record OciRuntime(
            @JsonProperty("path") @Nullable String path,
            @JsonProperty("runtimeArgs") List<String> runtimeArgs,
            @JsonProperty("status") Map<String, String> status) {
        @JsonCreator
        public OciRuntime {
            runtimeArgs = Copies.of(runtimeArgs);
            status = Copies.of(status);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this, "runtimeArgs");
        }
    }

    /**
     * The commit that a program was built from.
     *
     * @param expected by the engine, until API 1.48
     */
    public record Commit(
            @JsonProperty("ID") @Nullable String id,
            @JsonProperty("Expected") @Nullable String expected) {
        @JsonCreator
        public Commit {}
    }

    /**
     * Addresses that networks are cut from.
     *
     * @param base in CIDR form
     * @param size of a network, in bits of its prefix
     */
    public record AddressPool(
            @JsonProperty("Base") @Nullable String base,
            @JsonProperty("Size") @Nullable Long size) {
        @JsonCreator
        public AddressPool {}
    }

    /**
     * How the engine sets up the firewall.
     *
     * @param driver such as {@code iptables}, {@code nftables}
     * @param info pairs of label and value
     */
    public record Firewall(
            @JsonProperty("Driver") @Nullable String driver,
            @JsonProperty("Info") List<List<String>> info) {
        @JsonCreator
        public Firewall {
            info = Copies.of(info);
        }
    }

    /**
     * A device that containers can ask for.
     *
     * @param source the driver that knows it, such as {@code cdi}
     */
    public record Device(
            @JsonProperty("Source") @Nullable String source,
            @JsonProperty("ID") @Nullable String id) {
        @JsonCreator
        public Device {}
    }

    /**
     * The node resource interface.
     *
     * @param info pairs of label and value
     */
    public record Nri(@JsonProperty("Info") List<List<String>> info) {
        @JsonCreator
        public Nri {
            info = Copies.of(info);
        }
    }

    /** The containerd that the engine works with. */
    public record Containerd(
            @JsonProperty("Address") @Nullable String address,
            @JsonProperty("Namespaces") @Nullable Namespaces namespaces) {
        @JsonCreator
        public Containerd {}
    }

    /** Containerd's namespaces for what the engine runs. */
    public record Namespaces(
            @JsonProperty("Containers") @Nullable String containers,
            @JsonProperty("Plugins") @Nullable String plugins) {
        @JsonCreator
        public Namespaces {}
    }
}
