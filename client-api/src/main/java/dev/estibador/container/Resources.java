package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container may use of the machine: limits that can be changed while it runs. Sizes are bytes.
 *
 * @param memory the most memory
 * @param memoryReservation the memory that it is held to where there is little
 * @param memorySwap memory and swap together; -1 for unlimited swap
 * @param memorySwappiness 0 to 100
 * @param kernelMemory until API 1.41
 * @param kernelMemoryTcp until API 1.51
 * @param nanoCpus billionths of a CPU
 * @param cpuShares weight beside other containers, 1024 being usual
 * @param cpuPeriod microseconds
 * @param cpuQuota microseconds of a period
 * @param cpuRealtimePeriod microseconds
 * @param cpuRealtimeRuntime microseconds
 * @param cpusetCpus {@code 0-3}, {@code 0,1}
 * @param cpusetMems memory nodes
 * @param pidsLimit 0 or -1 for no limit
 * @param init run a small init that reaps processes and passes signals on
 * @param deviceCgroupRules such as {@code c 13:* rmw}
 * @param blkioWeight 10 to 1000, or 0
 * @param blkioDeviceReadBps bytes a second
 * @param blkioDeviceWriteBps bytes a second
 * @param blkioDeviceReadIops operations a second
 * @param blkioDeviceWriteIops operations a second
 * @param cpuCount on Windows
 * @param cpuPercent on Windows
 * @param ioMaximumIops on Windows
 * @param ioMaximumBandwidth bytes a second, on Windows
 */
public record Resources(
        @JsonProperty("Memory") @Nullable Long memory,
        @JsonProperty("MemoryReservation") @Nullable Long memoryReservation,
        @JsonProperty("MemorySwap") @Nullable Long memorySwap,
        @JsonProperty("MemorySwappiness") @Nullable Long memorySwappiness,
        @JsonProperty("KernelMemory") @Nullable Long kernelMemory,
        @JsonProperty("KernelMemoryTCP") @Nullable Long kernelMemoryTcp,
        @JsonProperty("OomKillDisable") @Nullable Boolean oomKillDisable,
        @JsonProperty("NanoCpus") @Nullable Long nanoCpus,
        @JsonProperty("CpuShares") @Nullable Long cpuShares,
        @JsonProperty("CpuPeriod") @Nullable Long cpuPeriod,
        @JsonProperty("CpuQuota") @Nullable Long cpuQuota,
        @JsonProperty("CpuRealtimePeriod") @Nullable Long cpuRealtimePeriod,
        @JsonProperty("CpuRealtimeRuntime") @Nullable Long cpuRealtimeRuntime,
        @JsonProperty("CpusetCpus") @Nullable String cpusetCpus,
        @JsonProperty("CpusetMems") @Nullable String cpusetMems,
        @JsonProperty("PidsLimit") @Nullable Long pidsLimit,
        @JsonProperty("Ulimits") List<Ulimit> ulimits,
        @JsonProperty("Init") @Nullable Boolean init,
        @JsonProperty("CgroupParent") @Nullable String cgroupParent,
        @JsonProperty("Devices") List<DeviceMapping> devices,
        @JsonProperty("DeviceCgroupRules") List<String> deviceCgroupRules,
        @JsonProperty("DeviceRequests") List<DeviceRequest> deviceRequests,
        @JsonProperty("BlkioWeight") @Nullable Long blkioWeight,
        @JsonProperty("BlkioWeightDevice") List<WeightDevice> blkioWeightDevice,
        @JsonProperty("BlkioDeviceReadBps") List<ThrottleDevice> blkioDeviceReadBps,
        @JsonProperty("BlkioDeviceWriteBps") List<ThrottleDevice> blkioDeviceWriteBps,
        @JsonProperty("BlkioDeviceReadIOps") List<ThrottleDevice> blkioDeviceReadIops,
        @JsonProperty("BlkioDeviceWriteIOps") List<ThrottleDevice> blkioDeviceWriteIops,
        @JsonProperty("CpuCount") @Nullable Long cpuCount,
        @JsonProperty("CpuPercent") @Nullable Long cpuPercent,
        @JsonProperty("IOMaximumIOps") @Nullable Long ioMaximumIops,
        @JsonProperty("IOMaximumBandwidth") @Nullable Long ioMaximumBandwidth) {
    @JsonCreator
    public Resources {
        ulimits = Copies.of(ulimits);
        devices = Copies.of(devices);
        deviceCgroupRules = Copies.of(deviceCgroupRules);
        deviceRequests = Copies.of(deviceRequests);
        blkioWeightDevice = Copies.of(blkioWeightDevice);
        blkioDeviceReadBps = Copies.of(blkioDeviceReadBps);
        blkioDeviceWriteBps = Copies.of(blkioDeviceWriteBps);
        blkioDeviceReadIops = Copies.of(blkioDeviceReadIops);
        blkioDeviceWriteIops = Copies.of(blkioDeviceWriteIops);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.memory = memory;
        builder.memoryReservation = memoryReservation;
        builder.memorySwap = memorySwap;
        builder.memorySwappiness = memorySwappiness;
        builder.kernelMemory = kernelMemory;
        builder.kernelMemoryTcp = kernelMemoryTcp;
        builder.oomKillDisable = oomKillDisable;
        builder.nanoCpus = nanoCpus;
        builder.cpuShares = cpuShares;
        builder.cpuPeriod = cpuPeriod;
        builder.cpuQuota = cpuQuota;
        builder.cpuRealtimePeriod = cpuRealtimePeriod;
        builder.cpuRealtimeRuntime = cpuRealtimeRuntime;
        builder.cpusetCpus = cpusetCpus;
        builder.cpusetMems = cpusetMems;
        builder.pidsLimit = pidsLimit;
        builder.ulimits.addAll(ulimits);
        builder.init = init;
        builder.cgroupParent = cgroupParent;
        builder.devices.addAll(devices);
        builder.deviceCgroupRules.addAll(deviceCgroupRules);
        builder.deviceRequests.addAll(deviceRequests);
        builder.blkioWeight = blkioWeight;
        builder.blkioWeightDevice.addAll(blkioWeightDevice);
        builder.blkioDeviceReadBps.addAll(blkioDeviceReadBps);
        builder.blkioDeviceWriteBps.addAll(blkioDeviceWriteBps);
        builder.blkioDeviceReadIops.addAll(blkioDeviceReadIops);
        builder.blkioDeviceWriteIops.addAll(blkioDeviceWriteIops);
        builder.cpuCount = cpuCount;
        builder.cpuPercent = cpuPercent;
        builder.ioMaximumIops = ioMaximumIops;
        builder.ioMaximumBandwidth = ioMaximumBandwidth;
        return builder;
    }

    public static final class Builder {
        private @Nullable Long memory;
        private @Nullable Long memoryReservation;
        private @Nullable Long memorySwap;
        private @Nullable Long memorySwappiness;
        private @Nullable Long kernelMemory;
        private @Nullable Long kernelMemoryTcp;
        private @Nullable Boolean oomKillDisable;
        private @Nullable Long nanoCpus;
        private @Nullable Long cpuShares;
        private @Nullable Long cpuPeriod;
        private @Nullable Long cpuQuota;
        private @Nullable Long cpuRealtimePeriod;
        private @Nullable Long cpuRealtimeRuntime;
        private @Nullable String cpusetCpus;
        private @Nullable String cpusetMems;
        private @Nullable Long pidsLimit;
        private final List<Ulimit> ulimits = new ArrayList<>();
        private @Nullable Boolean init;
        private @Nullable String cgroupParent;
        private final List<DeviceMapping> devices = new ArrayList<>();
        private final List<String> deviceCgroupRules = new ArrayList<>();
        private final List<DeviceRequest> deviceRequests = new ArrayList<>();
        private @Nullable Long blkioWeight;
        private final List<WeightDevice> blkioWeightDevice = new ArrayList<>();
        private final List<ThrottleDevice> blkioDeviceReadBps = new ArrayList<>();
        private final List<ThrottleDevice> blkioDeviceWriteBps = new ArrayList<>();
        private final List<ThrottleDevice> blkioDeviceReadIops = new ArrayList<>();
        private final List<ThrottleDevice> blkioDeviceWriteIops = new ArrayList<>();
        private @Nullable Long cpuCount;
        private @Nullable Long cpuPercent;
        private @Nullable Long ioMaximumIops;
        private @Nullable Long ioMaximumBandwidth;

        private Builder() {}

        public Builder memory(long value) {
            memory = value;
            return this;
        }

        public Builder memoryReservation(long value) {
            memoryReservation = value;
            return this;
        }

        public Builder memorySwap(long value) {
            memorySwap = value;
            return this;
        }

        public Builder memorySwappiness(long value) {
            memorySwappiness = value;
            return this;
        }

        public Builder kernelMemory(long value) {
            kernelMemory = value;
            return this;
        }

        public Builder kernelMemoryTcp(long value) {
            kernelMemoryTcp = value;
            return this;
        }

        public Builder oomKillDisable(boolean value) {
            oomKillDisable = value;
            return this;
        }

        public Builder nanoCpus(long value) {
            nanoCpus = value;
            return this;
        }

        public Builder cpuShares(long value) {
            cpuShares = value;
            return this;
        }

        public Builder cpuPeriod(long value) {
            cpuPeriod = value;
            return this;
        }

        public Builder cpuQuota(long value) {
            cpuQuota = value;
            return this;
        }

        public Builder cpuRealtimePeriod(long value) {
            cpuRealtimePeriod = value;
            return this;
        }

        public Builder cpuRealtimeRuntime(long value) {
            cpuRealtimeRuntime = value;
            return this;
        }

        public Builder cpusetCpus(@Nullable String value) {
            cpusetCpus = value;
            return this;
        }

        public Builder cpusetMems(@Nullable String value) {
            cpusetMems = value;
            return this;
        }

        public Builder pidsLimit(long value) {
            pidsLimit = value;
            return this;
        }

        public Builder ulimits(Ulimit... more) {
            ulimits.addAll(List.of(more));
            return this;
        }

        public Builder ulimits(List<Ulimit> all) {
            ulimits.clear();
            ulimits.addAll(all);
            return this;
        }

        public Builder init(boolean value) {
            init = value;
            return this;
        }

        public Builder cgroupParent(@Nullable String value) {
            cgroupParent = value;
            return this;
        }

        public Builder devices(DeviceMapping... more) {
            devices.addAll(List.of(more));
            return this;
        }

        public Builder devices(List<DeviceMapping> all) {
            devices.clear();
            devices.addAll(all);
            return this;
        }

        public Builder deviceCgroupRules(String... more) {
            deviceCgroupRules.addAll(List.of(more));
            return this;
        }

        public Builder deviceCgroupRules(List<String> all) {
            deviceCgroupRules.clear();
            deviceCgroupRules.addAll(all);
            return this;
        }

        public Builder deviceRequests(DeviceRequest... more) {
            deviceRequests.addAll(List.of(more));
            return this;
        }

        public Builder deviceRequests(List<DeviceRequest> all) {
            deviceRequests.clear();
            deviceRequests.addAll(all);
            return this;
        }

        public Builder blkioWeight(long value) {
            blkioWeight = value;
            return this;
        }

        public Builder blkioWeightDevice(WeightDevice... more) {
            blkioWeightDevice.addAll(List.of(more));
            return this;
        }

        public Builder blkioWeightDevice(List<WeightDevice> all) {
            blkioWeightDevice.clear();
            blkioWeightDevice.addAll(all);
            return this;
        }

        public Builder blkioDeviceReadBps(ThrottleDevice... more) {
            blkioDeviceReadBps.addAll(List.of(more));
            return this;
        }

        public Builder blkioDeviceReadBps(List<ThrottleDevice> all) {
            blkioDeviceReadBps.clear();
            blkioDeviceReadBps.addAll(all);
            return this;
        }

        public Builder blkioDeviceWriteBps(ThrottleDevice... more) {
            blkioDeviceWriteBps.addAll(List.of(more));
            return this;
        }

        public Builder blkioDeviceWriteBps(List<ThrottleDevice> all) {
            blkioDeviceWriteBps.clear();
            blkioDeviceWriteBps.addAll(all);
            return this;
        }

        public Builder blkioDeviceReadIops(ThrottleDevice... more) {
            blkioDeviceReadIops.addAll(List.of(more));
            return this;
        }

        public Builder blkioDeviceReadIops(List<ThrottleDevice> all) {
            blkioDeviceReadIops.clear();
            blkioDeviceReadIops.addAll(all);
            return this;
        }

        public Builder blkioDeviceWriteIops(ThrottleDevice... more) {
            blkioDeviceWriteIops.addAll(List.of(more));
            return this;
        }

        public Builder blkioDeviceWriteIops(List<ThrottleDevice> all) {
            blkioDeviceWriteIops.clear();
            blkioDeviceWriteIops.addAll(all);
            return this;
        }

        public Builder cpuCount(long value) {
            cpuCount = value;
            return this;
        }

        public Builder cpuPercent(long value) {
            cpuPercent = value;
            return this;
        }

        public Builder ioMaximumIops(long value) {
            ioMaximumIops = value;
            return this;
        }

        public Builder ioMaximumBandwidth(long value) {
            ioMaximumBandwidth = value;
            return this;
        }

        public Resources build() {
            return new Resources(
                    memory,
                    memoryReservation,
                    memorySwap,
                    memorySwappiness,
                    kernelMemory,
                    kernelMemoryTcp,
                    oomKillDisable,
                    nanoCpus,
                    cpuShares,
                    cpuPeriod,
                    cpuQuota,
                    cpuRealtimePeriod,
                    cpuRealtimeRuntime,
                    cpusetCpus,
                    cpusetMems,
                    pidsLimit,
                    ulimits,
                    init,
                    cgroupParent,
                    devices,
                    deviceCgroupRules,
                    deviceRequests,
                    blkioWeight,
                    blkioWeightDevice,
                    blkioDeviceReadBps,
                    blkioDeviceWriteBps,
                    blkioDeviceReadIops,
                    blkioDeviceWriteIops,
                    cpuCount,
                    cpuPercent,
                    ioMaximumIops,
                    ioMaximumBandwidth);
        }
    }

    /**
     * A resource limit of the process.
     *
     * @param name {@code nofile}, {@code memlock}, ..
     */
    public record Ulimit(
            @JsonProperty("Name") @Nullable String name,
            @JsonProperty("Soft") @Nullable Long soft,
            @JsonProperty("Hard") @Nullable Long hard) {
        @JsonCreator
        public Ulimit {}

        public static Ulimit of(String name, long soft, long hard) {
            return new Ulimit(name, soft, hard);
        }
    }

    /** The weight of a block device. */
    public record WeightDevice(
            @JsonProperty("Path") @Nullable String path,
            @JsonProperty("Weight") @Nullable Long weight) {
        @JsonCreator
        public WeightDevice {}

        public static WeightDevice of(String path, long weight) {
            return new WeightDevice(path, weight);
        }
    }

    /** The most a second that a block device does. */
    public record ThrottleDevice(
            @JsonProperty("Path") @Nullable String path,
            @JsonProperty("Rate") @Nullable Long rate) {
        @JsonCreator
        public ThrottleDevice {}

        public static ThrottleDevice of(String path, long rate) {
            return new ThrottleDevice(path, rate);
        }
    }
}
