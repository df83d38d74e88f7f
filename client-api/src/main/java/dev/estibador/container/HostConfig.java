package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.volume.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container is tied to the machine it runs on. Sizes are bytes.
 *
 * <p>Of list and map fields the builder adds, it does not replace.
 *
 * @param binds {@code source:target[:options]}
 * @param tmpfs path to mount options
 * @param portBindings {@code port/protocol} to where it is published
 * @param networkMode {@code bridge}, {@code host}, {@code none}, {@code container:id} or a network's name
 * @param extraHosts {@code name:address}
 * @param memorySwap memory and swap together; -1 for unlimited swap
 * @param nanoCpus billionths of a CPU
 */
public record HostConfig(
        @JsonProperty("Binds") List<String> binds,
        @JsonProperty("Mounts") List<Mount> mounts,
        @JsonProperty("Tmpfs") Map<String, String> tmpfs,
        @JsonProperty("PortBindings") Map<String, List<PortBinding>> portBindings,
        @JsonProperty("PublishAllPorts") @Nullable Boolean publishAllPorts,
        @JsonProperty("NetworkMode") @Nullable String networkMode,
        @JsonProperty("Dns") List<String> dns,
        @JsonProperty("DnsSearch") List<String> dnsSearch,
        @JsonProperty("ExtraHosts") List<String> extraHosts,
        @JsonProperty("RestartPolicy") @Nullable RestartPolicy restartPolicy,
        @JsonProperty("AutoRemove") @Nullable Boolean autoRemove,
        @JsonProperty("LogConfig") @Nullable LogConfig logConfig,
        @JsonProperty("Memory") @Nullable Long memory,
        @JsonProperty("MemorySwap") @Nullable Long memorySwap,
        @JsonProperty("MemoryReservation") @Nullable Long memoryReservation,
        @JsonProperty("NanoCpus") @Nullable Long nanoCpus,
        @JsonProperty("CpuShares") @Nullable Long cpuShares,
        @JsonProperty("CpusetCpus") @Nullable String cpusetCpus,
        @JsonProperty("PidsLimit") @Nullable Long pidsLimit,
        @JsonProperty("ShmSize") @Nullable Long shmSize,
        @JsonProperty("Init") @Nullable Boolean init,
        @JsonProperty("Privileged") @Nullable Boolean privileged,
        @JsonProperty("ReadonlyRootfs") @Nullable Boolean readonlyRootfs,
        @JsonProperty("CapAdd") List<String> capAdd,
        @JsonProperty("CapDrop") List<String> capDrop,
        @JsonProperty("SecurityOpt") List<String> securityOpt,
        @JsonProperty("VolumesFrom") List<String> volumesFrom) {
    @JsonCreator
    public HostConfig {
        binds = Copies.of(binds);
        mounts = Copies.of(mounts);
        tmpfs = Copies.of(tmpfs);
        portBindings = Copies.of(portBindings);
        dns = Copies.of(dns);
        dnsSearch = Copies.of(dnsSearch);
        extraHosts = Copies.of(extraHosts);
        capAdd = Copies.of(capAdd);
        capDrop = Copies.of(capDrop);
        securityOpt = Copies.of(securityOpt);
        volumesFrom = Copies.of(volumesFrom);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.binds.addAll(binds);
        builder.mounts.addAll(mounts);
        builder.tmpfs.putAll(tmpfs);
        builder.portBindings.putAll(portBindings);
        builder.publishAllPorts = publishAllPorts;
        builder.networkMode = networkMode;
        builder.dns.addAll(dns);
        builder.dnsSearch.addAll(dnsSearch);
        builder.extraHosts.addAll(extraHosts);
        builder.restartPolicy = restartPolicy;
        builder.autoRemove = autoRemove;
        builder.logConfig = logConfig;
        builder.memory = memory;
        builder.memorySwap = memorySwap;
        builder.memoryReservation = memoryReservation;
        builder.nanoCpus = nanoCpus;
        builder.cpuShares = cpuShares;
        builder.cpusetCpus = cpusetCpus;
        builder.pidsLimit = pidsLimit;
        builder.shmSize = shmSize;
        builder.init = init;
        builder.privileged = privileged;
        builder.readonlyRootfs = readonlyRootfs;
        builder.capAdd.addAll(capAdd);
        builder.capDrop.addAll(capDrop);
        builder.securityOpt.addAll(securityOpt);
        builder.volumesFrom.addAll(volumesFrom);
        return builder;
    }

    public static final class Builder {
        private final List<String> binds = new ArrayList<>();
        private final List<Mount> mounts = new ArrayList<>();
        private final Map<String, String> tmpfs = new LinkedHashMap<>();
        private final Map<String, List<PortBinding>> portBindings = new LinkedHashMap<>();
        private @Nullable Boolean publishAllPorts;
        private @Nullable String networkMode;
        private final List<String> dns = new ArrayList<>();
        private final List<String> dnsSearch = new ArrayList<>();
        private final List<String> extraHosts = new ArrayList<>();
        private @Nullable RestartPolicy restartPolicy;
        private @Nullable Boolean autoRemove;
        private @Nullable LogConfig logConfig;
        private @Nullable Long memory;
        private @Nullable Long memorySwap;
        private @Nullable Long memoryReservation;
        private @Nullable Long nanoCpus;
        private @Nullable Long cpuShares;
        private @Nullable String cpusetCpus;
        private @Nullable Long pidsLimit;
        private @Nullable Long shmSize;
        private @Nullable Boolean init;
        private @Nullable Boolean privileged;
        private @Nullable Boolean readonlyRootfs;
        private final List<String> capAdd = new ArrayList<>();
        private final List<String> capDrop = new ArrayList<>();
        private final List<String> securityOpt = new ArrayList<>();
        private final List<String> volumesFrom = new ArrayList<>();

        private Builder() {}

        public Builder binds(String... values) {
            binds.addAll(List.of(values));
            return this;
        }

        public Builder mounts(Mount... values) {
            mounts.addAll(List.of(values));
            return this;
        }

        public Builder tmpfs(String key, String value) {
            tmpfs.put(key, value);
            return this;
        }

        public Builder portBindings(String key, List<PortBinding> value) {
            portBindings.put(key, value);
            return this;
        }

        public Builder publishAllPorts(@Nullable Boolean value) {
            publishAllPorts = value;
            return this;
        }

        public Builder networkMode(@Nullable String value) {
            networkMode = value;
            return this;
        }

        public Builder dns(String... values) {
            dns.addAll(List.of(values));
            return this;
        }

        public Builder dnsSearch(String... values) {
            dnsSearch.addAll(List.of(values));
            return this;
        }

        public Builder extraHosts(String... values) {
            extraHosts.addAll(List.of(values));
            return this;
        }

        public Builder restartPolicy(@Nullable RestartPolicy value) {
            restartPolicy = value;
            return this;
        }

        public Builder autoRemove(@Nullable Boolean value) {
            autoRemove = value;
            return this;
        }

        public Builder logConfig(@Nullable LogConfig value) {
            logConfig = value;
            return this;
        }

        public Builder memory(@Nullable Long value) {
            memory = value;
            return this;
        }

        public Builder memorySwap(@Nullable Long value) {
            memorySwap = value;
            return this;
        }

        public Builder memoryReservation(@Nullable Long value) {
            memoryReservation = value;
            return this;
        }

        public Builder nanoCpus(@Nullable Long value) {
            nanoCpus = value;
            return this;
        }

        public Builder cpuShares(@Nullable Long value) {
            cpuShares = value;
            return this;
        }

        public Builder cpusetCpus(@Nullable String value) {
            cpusetCpus = value;
            return this;
        }

        public Builder pidsLimit(@Nullable Long value) {
            pidsLimit = value;
            return this;
        }

        public Builder shmSize(@Nullable Long value) {
            shmSize = value;
            return this;
        }

        public Builder init(@Nullable Boolean value) {
            init = value;
            return this;
        }

        public Builder privileged(@Nullable Boolean value) {
            privileged = value;
            return this;
        }

        public Builder readonlyRootfs(@Nullable Boolean value) {
            readonlyRootfs = value;
            return this;
        }

        public Builder capAdd(String... values) {
            capAdd.addAll(List.of(values));
            return this;
        }

        public Builder capDrop(String... values) {
            capDrop.addAll(List.of(values));
            return this;
        }

        public Builder securityOpt(String... values) {
            securityOpt.addAll(List.of(values));
            return this;
        }

        public Builder volumesFrom(String... values) {
            volumesFrom.addAll(List.of(values));
            return this;
        }

        public HostConfig build() {
            return new HostConfig(
                    binds,
                    mounts,
                    tmpfs,
                    portBindings,
                    publishAllPorts,
                    networkMode,
                    dns,
                    dnsSearch,
                    extraHosts,
                    restartPolicy,
                    autoRemove,
                    logConfig,
                    memory,
                    memorySwap,
                    memoryReservation,
                    nanoCpus,
                    cpuShares,
                    cpusetCpus,
                    pidsLimit,
                    shmSize,
                    init,
                    privileged,
                    readonlyRootfs,
                    capAdd,
                    capDrop,
                    securityOpt,
                    volumesFrom);
        }
    }
}
