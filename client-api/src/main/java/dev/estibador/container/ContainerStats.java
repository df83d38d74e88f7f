package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sample of what a container uses. Counters are unsigned, as {@link Long#toUnsignedString(long)} reads them;
 * fields of the other operating system are null. A container that does not run gives a sample without values.
 *
 * @param osType {@code linux} or {@code windows}, API 1.52
 * @param read when the sample was taken
 * @param preread when the one before was taken; null for the first
 * @param preCpu of the sample before
 * @param networks by interface
 * @param processors on Windows
 * @param storage on Windows
 */
public record ContainerStats(
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("os_type") @Nullable String osType,
        @JsonProperty("read") @Nullable Instant read,
        @JsonProperty("preread") @Nullable Instant preread,
        @JsonProperty("cpu_stats") @Nullable Cpu cpu,
        @JsonProperty("precpu_stats") @Nullable Cpu preCpu,
        @JsonProperty("memory_stats") @Nullable Memory memory,
        @JsonProperty("networks") Map<String, Network> networks,
        @JsonProperty("pids_stats") @Nullable Pids pids,
        @JsonProperty("blkio_stats") @Nullable BlockIo blockIo,
        @JsonProperty("num_procs") @Nullable Long processors,
        @JsonProperty("storage_stats") @Nullable Storage storage) {
    @JsonCreator
    public ContainerStats {
        networks = Copies.of(networks);
    }

    /**
     * Time of the CPUs.
     *
     * @param system nanoseconds of the whole machine
     */
    public record Cpu(
            @JsonProperty("cpu_usage") @Nullable Usage usage,
            @JsonProperty("system_cpu_usage") @Nullable Long system,
            @JsonProperty("online_cpus") @Nullable Long onlineCpus,
            @JsonProperty("throttling_data") @Nullable Throttling throttling) {
        @JsonCreator
        public Cpu {}
    }

    /**
     * Time that the container had: nanoseconds, on Windows hundreds of them.
     *
     * @param perCpu only with cgroups v1
     */
    public record Usage(
            @JsonProperty("total_usage") @Nullable Long total,
            @JsonProperty("percpu_usage") List<Long> perCpu,
            @JsonProperty("usage_in_kernelmode") @Nullable Long kernelMode,
            @JsonProperty("usage_in_usermode") @Nullable Long userMode) {
        @JsonCreator
        public Usage {
            perCpu = Copies.of(perCpu);
        }
    }

    /**
     * How often the container was held up by its CPU limit.
     *
     * @param throttledTime nanoseconds
     */
    public record Throttling(
            @JsonProperty("periods") @Nullable Long periods,
            @JsonProperty("throttled_periods") @Nullable Long throttledPeriods,
            @JsonProperty("throttled_time") @Nullable Long throttledTime) {
        @JsonCreator
        public Throttling {}
    }

    /**
     * Bytes of memory.
     *
     * @param usage with caches
     * @param maxUsage only with cgroups v1
     * @param limit the container's, or the machine's memory
     * @param stats the kernel's own counters, whose names differ between cgroups v1 and v2
     * @param failures how often the limit was hit, only with cgroups v1
     * @param commit on Windows
     * @param commitPeak on Windows
     * @param privateWorkingSet on Windows
     */
    public record Memory(
            @JsonProperty("usage") @Nullable Long usage,
            @JsonProperty("max_usage") @Nullable Long maxUsage,
            @JsonProperty("limit") @Nullable Long limit,
            @JsonProperty("stats") Map<String, Long> stats,
            @JsonProperty("failcnt") @Nullable Long failures,
            @JsonProperty("commitbytes") @Nullable Long commit,
            @JsonProperty("commitpeakbytes") @Nullable Long commitPeak,
            @JsonProperty("privateworkingset") @Nullable Long privateWorkingSet) {
        @JsonCreator
        public Memory {
            stats = Copies.of(stats);
        }
    }

    /**
     * What went through a network interface.
     *
     * @param endpointId on Windows
     * @param instanceId on Windows
     */
    public record Network(
            @JsonProperty("rx_bytes") @Nullable Long rxBytes,
            @JsonProperty("rx_packets") @Nullable Long rxPackets,
            @JsonProperty("rx_errors") @Nullable Long rxErrors,
            @JsonProperty("rx_dropped") @Nullable Long rxDropped,
            @JsonProperty("tx_bytes") @Nullable Long txBytes,
            @JsonProperty("tx_packets") @Nullable Long txPackets,
            @JsonProperty("tx_errors") @Nullable Long txErrors,
            @JsonProperty("tx_dropped") @Nullable Long txDropped,
            @JsonProperty("endpoint_id") @Nullable String endpointId,
            @JsonProperty("instance_id") @Nullable String instanceId) {
        @JsonCreator
        public Network {}
    }

    /**
     * Processes and threads.
     *
     * @param limit 0 or the largest number for none
     */
    public record Pids(
            @JsonProperty("current") @Nullable Long current,
            @JsonProperty("limit") @Nullable Long limit) {
        @JsonCreator
        public Pids {}
    }

    /** What went to and from block devices; with cgroups v2 only the first list is filled. */
    public record BlockIo(
            @JsonProperty("io_service_bytes_recursive") List<BlockIoEntry> serviceBytes,
            @JsonProperty("io_serviced_recursive") List<BlockIoEntry> serviced,
            @JsonProperty("io_queue_recursive") List<BlockIoEntry> queue,
            @JsonProperty("io_service_time_recursive") List<BlockIoEntry> serviceTime,
            @JsonProperty("io_wait_time_recursive") List<BlockIoEntry> waitTime,
            @JsonProperty("io_merged_recursive") List<BlockIoEntry> merged,
            @JsonProperty("io_time_recursive") List<BlockIoEntry> time,
            @JsonProperty("sectors_recursive") List<BlockIoEntry> sectors) {
        @JsonCreator
        public BlockIo {
            serviceBytes = Copies.of(serviceBytes);
            serviced = Copies.of(serviced);
            queue = Copies.of(queue);
            serviceTime = Copies.of(serviceTime);
            waitTime = Copies.of(waitTime);
            merged = Copies.of(merged);
            time = Copies.of(time);
            sectors = Copies.of(sectors);
        }
    }

    /**
     * One counter of one device.
     *
     * @param op {@code read}, {@code write}, in any case
     */
    public record BlockIoEntry(
            @JsonProperty("major") @Nullable Long major,
            @JsonProperty("minor") @Nullable Long minor,
            @JsonProperty("op") @Nullable String op,
            @JsonProperty("value") @Nullable Long value) {
        @JsonCreator
        public BlockIoEntry {}
    }

    /** What went to and from disks on Windows. */
    public record Storage(
            @JsonProperty("read_count_normalized") @Nullable Long readCount,
            @JsonProperty("read_size_bytes") @Nullable Long readBytes,

            @JsonProperty("write_count_normalized") @Nullable
            Long writeCount,

            @JsonProperty("write_size_bytes") @Nullable Long writeBytes) {
        @JsonCreator
        public Storage {}
    }
}
