package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.estibador.common.ApiSince;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import dev.estibador.volume.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a container is tied to the machine it runs on.
 *
 * @param binds {@code source:target[:options]}
 * @param tmpfs path to mount options
 * @param volumesFrom {@code container[:ro]}
 * @param volumeDriver of volumes named in {@code binds}
 * @param containerIdFile for the command line, which writes the id there
 * @param portBindings {@code port/protocol} to where it is published
 * @param networkMode {@code bridge}, {@code host}, {@code none}, {@code container:id} or a network's name
 * @param extraHosts {@code name:address}; the address {@code host-gateway} is the machine's
 * @param links {@code container:alias}
 * @param consoleSize the terminal's height and width at the start
 * @param annotations for the runtime
 * @param securityOpt {@code label=..}, {@code apparmor=..}, {@code seccomp=..}, {@code no-new-privileges}
 * @param groupAdd more groups of the process, by name or number
 * @param usernsMode {@code host} for the machine's users
 * @param ipcMode {@code none}, {@code private}, {@code shareable}, {@code host} or {@code container:id}
 * @param pidMode {@code host} or {@code container:id}
 * @param utsMode {@code host}
 * @param runtime {@code runc} or what else the engine was given
 * @param maskedPaths hidden from the container; null for the engine's own list, and none if it is empty
 * @param readonlyPaths not writable for the container; null for the engine's own list, and none if it is empty
 * @param oomScoreAdj -1000 to 1000; the highest is killed first
 * @param shmSize of {@code /dev/shm}, bytes
 * @param storageOpt {@code size} where the storage driver has quotas
 * @param sysctls kernel parameters
 */
public record HostConfig(
        @JsonUnwrapped Resources resources,
        @JsonProperty("Binds") List<String> binds,
        @JsonProperty("Mounts") List<Mount> mounts,
        @JsonProperty("Tmpfs") Map<String, String> tmpfs,
        @JsonProperty("VolumesFrom") List<String> volumesFrom,
        @JsonProperty("VolumeDriver") @Nullable String volumeDriver,
        @JsonProperty("ContainerIDFile") @Nullable String containerIdFile,
        @JsonProperty("PortBindings") Map<String, List<PortBinding>> portBindings,
        @JsonProperty("PublishAllPorts") @Nullable Boolean publishAllPorts,
        @JsonProperty("NetworkMode") @Nullable String networkMode,
        @JsonProperty("Dns") List<String> dns,
        @JsonProperty("DnsOptions") List<String> dnsOptions,
        @JsonProperty("DnsSearch") List<String> dnsSearch,
        @JsonProperty("ExtraHosts") List<String> extraHosts,
        @JsonProperty("Links") List<String> links,
        @JsonProperty("RestartPolicy") @Nullable RestartPolicy restartPolicy,
        @JsonProperty("AutoRemove") @Nullable Boolean autoRemove,
        @JsonProperty("LogConfig") @Nullable LogConfig logConfig,
        @JsonProperty("ConsoleSize") List<Long> consoleSize,
        @JsonProperty("Annotations") @ApiSince("1.43") Map<String, String> annotations,
        @JsonProperty("CapAdd") List<String> capAdd,
        @JsonProperty("CapDrop") List<String> capDrop,
        @JsonProperty("Privileged") @Nullable Boolean privileged,
        @JsonProperty("SecurityOpt") List<String> securityOpt,
        @JsonProperty("GroupAdd") List<String> groupAdd,
        @JsonProperty("UsernsMode") @Nullable String usernsMode,

        @JsonProperty("CgroupnsMode") @ApiSince("1.41") @Nullable
        CgroupnsMode cgroupnsMode,

        @JsonProperty("IpcMode") @Nullable String ipcMode,
        @JsonProperty("PidMode") @Nullable String pidMode,
        @JsonProperty("UTSMode") @Nullable String utsMode,
        @JsonProperty("Cgroup") @Nullable String cgroup,
        @JsonProperty("Runtime") @Nullable String runtime,
        @JsonProperty("Isolation") @Nullable Isolation isolation,
        @JsonProperty("ReadonlyRootfs") @Nullable Boolean readonlyRootfs,

        @JsonProperty("MaskedPaths") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        List<String> maskedPaths,

        @JsonProperty("ReadonlyPaths") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        List<String> readonlyPaths,

        @JsonProperty("OomScoreAdj") @Nullable Long oomScoreAdj,
        @JsonProperty("ShmSize") @Nullable Long shmSize,
        @JsonProperty("StorageOpt") Map<String, String> storageOpt,
        @JsonProperty("Sysctls") Map<String, String> sysctls) {
    @JsonCreator
    public HostConfig {
        binds = Copies.of(binds);
        mounts = Copies.of(mounts);
        tmpfs = Copies.of(tmpfs);
        volumesFrom = Copies.of(volumesFrom);
        portBindings = Copies.lists(portBindings);
        dns = Copies.of(dns);
        dnsOptions = Copies.of(dnsOptions);
        dnsSearch = Copies.of(dnsSearch);
        extraHosts = Copies.of(extraHosts);
        links = Copies.of(links);
        consoleSize = Copies.of(consoleSize);
        annotations = Copies.of(annotations);
        capAdd = Copies.of(capAdd);
        capDrop = Copies.of(capDrop);
        securityOpt = Copies.of(securityOpt);
        groupAdd = Copies.of(groupAdd);
        maskedPaths = maskedPaths == null ? null : Copies.of(maskedPaths);
        readonlyPaths = readonlyPaths == null ? null : Copies.of(readonlyPaths);
        storageOpt = Copies.of(storageOpt);
        sysctls = Copies.of(sysctls);
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
        builder.resources = resources.toBuilder();
        builder.binds.addAll(binds);
        builder.mounts.addAll(mounts);
        builder.tmpfs.putAll(tmpfs);
        builder.volumesFrom.addAll(volumesFrom);
        builder.volumeDriver = volumeDriver;
        builder.containerIdFile = containerIdFile;
        builder.portBindings.putAll(portBindings);
        builder.publishAllPorts = publishAllPorts;
        builder.networkMode = networkMode;
        builder.dns.addAll(dns);
        builder.dnsOptions.addAll(dnsOptions);
        builder.dnsSearch.addAll(dnsSearch);
        builder.extraHosts.addAll(extraHosts);
        builder.links.addAll(links);
        builder.restartPolicy = restartPolicy;
        builder.autoRemove = autoRemove;
        builder.logConfig = logConfig;
        builder.consoleSize.addAll(consoleSize);
        builder.annotations.putAll(annotations);
        builder.capAdd.addAll(capAdd);
        builder.capDrop.addAll(capDrop);
        builder.privileged = privileged;
        builder.securityOpt.addAll(securityOpt);
        builder.groupAdd.addAll(groupAdd);
        builder.usernsMode = usernsMode;
        builder.cgroupnsMode = cgroupnsMode;
        builder.ipcMode = ipcMode;
        builder.pidMode = pidMode;
        builder.utsMode = utsMode;
        builder.cgroup = cgroup;
        builder.runtime = runtime;
        builder.isolation = isolation;
        builder.readonlyRootfs = readonlyRootfs;
        builder.maskedPaths(maskedPaths);
        builder.readonlyPaths(readonlyPaths);
        builder.oomScoreAdj = oomScoreAdj;
        builder.shmSize = shmSize;
        builder.storageOpt.putAll(storageOpt);
        builder.sysctls.putAll(sysctls);
        return builder;
    }

    public static final class Builder {
        private Resources.Builder resources = Resources.builder();
        private final List<String> binds = new ArrayList<>();
        private final List<Mount> mounts = new ArrayList<>();
        private final Map<String, String> tmpfs = new LinkedHashMap<>();
        private final List<String> volumesFrom = new ArrayList<>();
        private @Nullable String volumeDriver;
        private @Nullable String containerIdFile;
        private final Map<String, List<PortBinding>> portBindings = new LinkedHashMap<>();
        private @Nullable Boolean publishAllPorts;
        private @Nullable String networkMode;
        private final List<String> dns = new ArrayList<>();
        private final List<String> dnsOptions = new ArrayList<>();
        private final List<String> dnsSearch = new ArrayList<>();
        private final List<String> extraHosts = new ArrayList<>();
        private final List<String> links = new ArrayList<>();
        private @Nullable RestartPolicy restartPolicy;
        private @Nullable Boolean autoRemove;
        private @Nullable LogConfig logConfig;
        private final List<Long> consoleSize = new ArrayList<>();
        private final Map<String, String> annotations = new LinkedHashMap<>();
        private final List<String> capAdd = new ArrayList<>();
        private final List<String> capDrop = new ArrayList<>();
        private @Nullable Boolean privileged;
        private final List<String> securityOpt = new ArrayList<>();
        private final List<String> groupAdd = new ArrayList<>();
        private @Nullable String usernsMode;
        private @Nullable CgroupnsMode cgroupnsMode;
        private @Nullable String ipcMode;
        private @Nullable String pidMode;
        private @Nullable String utsMode;
        private @Nullable String cgroup;
        private @Nullable String runtime;
        private @Nullable Isolation isolation;
        private @Nullable Boolean readonlyRootfs;
        private @Nullable List<String> maskedPaths;
        private @Nullable List<String> readonlyPaths;
        private @Nullable Long oomScoreAdj;
        private @Nullable Long shmSize;
        private final Map<String, String> storageOpt = new LinkedHashMap<>();
        private final Map<String, String> sysctls = new LinkedHashMap<>();

        private Builder() {}

        public Builder resources(Consumer<Resources.Builder> change) {
            change.accept(resources);
            return this;
        }

        public Builder binds(String... more) {
            binds.addAll(List.of(more));
            return this;
        }

        public Builder binds(List<String> all) {
            binds.clear();
            binds.addAll(all);
            return this;
        }

        public Builder mounts(Mount... more) {
            mounts.addAll(List.of(more));
            return this;
        }

        public Builder mounts(List<Mount> all) {
            mounts.clear();
            mounts.addAll(all);
            return this;
        }

        public Builder tmpfs(String key, String value) {
            tmpfs.put(key, value);
            return this;
        }

        public Builder tmpfs(Map<String, String> all) {
            tmpfs.clear();
            tmpfs.putAll(all);
            return this;
        }

        public Builder volumesFrom(String... more) {
            volumesFrom.addAll(List.of(more));
            return this;
        }

        public Builder volumesFrom(List<String> all) {
            volumesFrom.clear();
            volumesFrom.addAll(all);
            return this;
        }

        public Builder volumeDriver(@Nullable String value) {
            volumeDriver = value;
            return this;
        }

        public Builder containerIdFile(@Nullable String value) {
            containerIdFile = value;
            return this;
        }

        public Builder portBindings(String key, List<PortBinding> value) {
            portBindings.put(key, value);
            return this;
        }

        public Builder portBindings(Map<String, List<PortBinding>> all) {
            portBindings.clear();
            portBindings.putAll(all);
            return this;
        }

        public Builder publishAllPorts(boolean value) {
            publishAllPorts = value;
            return this;
        }

        public Builder networkMode(@Nullable String value) {
            networkMode = value;
            return this;
        }

        public Builder dns(String... more) {
            dns.addAll(List.of(more));
            return this;
        }

        public Builder dns(List<String> all) {
            dns.clear();
            dns.addAll(all);
            return this;
        }

        public Builder dnsOptions(String... more) {
            dnsOptions.addAll(List.of(more));
            return this;
        }

        public Builder dnsOptions(List<String> all) {
            dnsOptions.clear();
            dnsOptions.addAll(all);
            return this;
        }

        public Builder dnsSearch(String... more) {
            dnsSearch.addAll(List.of(more));
            return this;
        }

        public Builder dnsSearch(List<String> all) {
            dnsSearch.clear();
            dnsSearch.addAll(all);
            return this;
        }

        public Builder extraHosts(String... more) {
            extraHosts.addAll(List.of(more));
            return this;
        }

        public Builder extraHosts(List<String> all) {
            extraHosts.clear();
            extraHosts.addAll(all);
            return this;
        }

        public Builder links(String... more) {
            links.addAll(List.of(more));
            return this;
        }

        public Builder links(List<String> all) {
            links.clear();
            links.addAll(all);
            return this;
        }

        public Builder restartPolicy(@Nullable RestartPolicy value) {
            restartPolicy = value;
            return this;
        }

        public Builder autoRemove(boolean value) {
            autoRemove = value;
            return this;
        }

        public Builder logConfig(@Nullable LogConfig value) {
            logConfig = value;
            return this;
        }

        public Builder logConfig(Consumer<LogConfig.Builder> change) {
            LogConfig.Builder changed = logConfig == null ? LogConfig.builder() : logConfig.toBuilder();
            change.accept(changed);
            return logConfig(changed.build());
        }

        public Builder consoleSize(Long... more) {
            consoleSize.addAll(List.of(more));
            return this;
        }

        public Builder consoleSize(List<Long> all) {
            consoleSize.clear();
            consoleSize.addAll(all);
            return this;
        }

        public Builder annotations(String key, String value) {
            annotations.put(key, value);
            return this;
        }

        public Builder annotations(Map<String, String> all) {
            annotations.clear();
            annotations.putAll(all);
            return this;
        }

        public Builder capAdd(String... more) {
            capAdd.addAll(List.of(more));
            return this;
        }

        public Builder capAdd(List<String> all) {
            capAdd.clear();
            capAdd.addAll(all);
            return this;
        }

        public Builder capDrop(String... more) {
            capDrop.addAll(List.of(more));
            return this;
        }

        public Builder capDrop(List<String> all) {
            capDrop.clear();
            capDrop.addAll(all);
            return this;
        }

        public Builder privileged(boolean value) {
            privileged = value;
            return this;
        }

        public Builder securityOpt(String... more) {
            securityOpt.addAll(List.of(more));
            return this;
        }

        public Builder securityOpt(List<String> all) {
            securityOpt.clear();
            securityOpt.addAll(all);
            return this;
        }

        public Builder groupAdd(String... more) {
            groupAdd.addAll(List.of(more));
            return this;
        }

        public Builder groupAdd(List<String> all) {
            groupAdd.clear();
            groupAdd.addAll(all);
            return this;
        }

        public Builder usernsMode(@Nullable String value) {
            usernsMode = value;
            return this;
        }

        public Builder cgroupnsMode(@Nullable CgroupnsMode value) {
            cgroupnsMode = value;
            return this;
        }

        public Builder ipcMode(@Nullable String value) {
            ipcMode = value;
            return this;
        }

        public Builder pidMode(@Nullable String value) {
            pidMode = value;
            return this;
        }

        public Builder utsMode(@Nullable String value) {
            utsMode = value;
            return this;
        }

        public Builder cgroup(@Nullable String value) {
            cgroup = value;
            return this;
        }

        public Builder runtime(@Nullable String value) {
            runtime = value;
            return this;
        }

        public Builder isolation(@Nullable Isolation value) {
            isolation = value;
            return this;
        }

        public Builder readonlyRootfs(boolean value) {
            readonlyRootfs = value;
            return this;
        }

        public Builder maskedPaths(String... more) {
            List<String> both = maskedPaths == null ? new ArrayList<>() : new ArrayList<>(maskedPaths);
            both.addAll(List.of(more));
            return maskedPaths(both);
        }

        public Builder maskedPaths(@Nullable List<String> all) {
            maskedPaths = all == null ? null : new ArrayList<>(all);
            return this;
        }

        public Builder readonlyPaths(String... more) {
            List<String> both = readonlyPaths == null ? new ArrayList<>() : new ArrayList<>(readonlyPaths);
            both.addAll(List.of(more));
            return readonlyPaths(both);
        }

        public Builder readonlyPaths(@Nullable List<String> all) {
            readonlyPaths = all == null ? null : new ArrayList<>(all);
            return this;
        }

        /**
         * Hides nothing of {@code /proc} and {@code /sys} and leaves all of it writable, which the command line calls
         * {@code --security-opt systempaths=unconfined}.
         */
        public Builder systemPathsUnconfined() {
            return maskedPaths(List.of()).readonlyPaths(List.of());
        }

        public Builder oomScoreAdj(long value) {
            oomScoreAdj = value;
            return this;
        }

        public Builder shmSize(long value) {
            shmSize = value;
            return this;
        }

        public Builder storageOpt(String key, String value) {
            storageOpt.put(key, value);
            return this;
        }

        public Builder storageOpt(Map<String, String> all) {
            storageOpt.clear();
            storageOpt.putAll(all);
            return this;
        }

        public Builder sysctls(String key, String value) {
            sysctls.put(key, value);
            return this;
        }

        public Builder sysctls(Map<String, String> all) {
            sysctls.clear();
            sysctls.putAll(all);
            return this;
        }

        public HostConfig build() {
            return new HostConfig(
                    resources.build(),
                    binds,
                    mounts,
                    tmpfs,
                    volumesFrom,
                    volumeDriver,
                    containerIdFile,
                    portBindings,
                    publishAllPorts,
                    networkMode,
                    dns,
                    dnsOptions,
                    dnsSearch,
                    extraHosts,
                    links,
                    restartPolicy,
                    autoRemove,
                    logConfig,
                    consoleSize,
                    annotations,
                    capAdd,
                    capDrop,
                    privileged,
                    securityOpt,
                    groupAdd,
                    usernsMode,
                    cgroupnsMode,
                    ipcMode,
                    pidMode,
                    utsMode,
                    cgroup,
                    runtime,
                    isolation,
                    readonlyRootfs,
                    maskedPaths,
                    readonlyPaths,
                    oomScoreAdj,
                    shmSize,
                    storageOpt,
                    sysctls);
        }
    }
}
