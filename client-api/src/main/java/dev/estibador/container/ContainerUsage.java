package dev.estibador.container;

import dev.estibador.container.ContainerStats.BlockIoEntry;
import dev.estibador.container.ContainerStats.Cpu;
import dev.estibador.container.ContainerStats.Memory;
import dev.estibador.container.ContainerStats.Network;
import dev.estibador.container.ContainerStats.Usage;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a sample comes to, as {@code docker stats} works it out. A sample without values, and one without the sample
 * before it, gives zeros where something cannot be told.
 *
 * @param cpuPercent of one CPU: 200 is two of them fully used
 * @param memoryUsed bytes, without the caches that the kernel could drop
 * @param memoryLimit bytes, the machine's memory where the container has no limit of its own; 0 on Windows
 * @param memoryPercent of the limit
 * @param networkReceived bytes over all interfaces since the container started
 * @param networkSent bytes over all interfaces since the container started
 * @param blockRead bytes over all devices since the container started
 * @param blockWritten bytes over all devices since the container started
 * @param pids processes and threads; 0 on Windows
 */
public record ContainerUsage(
        double cpuPercent,
        long memoryUsed,
        long memoryLimit,
        double memoryPercent,
        long networkReceived,
        long networkSent,
        long blockRead,
        long blockWritten,
        long pids) {
    /** What that sample comes to. */
    public static ContainerUsage of(ContainerStats stats) {
        boolean windows = isWindows(stats);
        Memory memory = stats.memory();
        long used = windows ? (memory == null ? 0 : or0(memory.privateWorkingSet())) : withoutCaches(memory);
        long limit = memory == null || windows ? 0 : or0(memory.limit());
        return new ContainerUsage(
                windows ? cpuOnWindows(stats) : cpuOnLinux(stats.preCpu(), stats.cpu()),
                used,
                limit,
                limit == 0 ? 0 : unsigned(used) / unsigned(limit) * 100,
                sum(stats, Network::rxBytes),
                sum(stats, Network::txBytes),
                windows ? storage(stats, ContainerStats.Storage::readBytes) : block(stats, 'r'),
                windows ? storage(stats, ContainerStats.Storage::writeBytes) : block(stats, 'w'),
                stats.pids() == null ? 0 : or0(stats.pids().current()));
    }

    /** Engines before API 1.52 do not say it, but only on Windows do they count processors. */
    private static boolean isWindows(ContainerStats stats) {
        return stats.osType() == null
                ? or0(stats.processors()) > 0
                : stats.osType().equals("windows");
    }

    private static double cpuOnLinux(@Nullable Cpu before, @Nullable Cpu now) {
        if (now == null) {
            return 0;
        }
        double container = unsigned(total(now)) - unsigned(total(before));
        double machine = unsigned(or0(now.system())) - unsigned(before == null ? 0 : or0(before.system()));
        double cpus = or0(now.onlineCpus());
        if (cpus == 0 && now.usage() != null) {
            cpus = now.usage().perCpu().size();
        }
        return container > 0 && machine > 0 ? container / machine * cpus * 100 : 0;
    }

    /** The counters there are hundreds of nanoseconds. */
    private static double cpuOnWindows(ContainerStats stats) {
        if (stats.read() == null || stats.preread() == null) {
            return 0;
        }
        double possible = Duration.between(stats.preread(), stats.read()).toNanos() / 100.0 * or0(stats.processors());
        double used = unsigned(total(stats.cpu())) - unsigned(total(stats.preCpu()));
        return possible > 0 && used > 0 ? used / possible * 100 : 0;
    }

    private static long total(@Nullable Cpu cpu) {
        Usage usage = cpu == null ? null : cpu.usage();
        return usage == null ? 0 : or0(usage.total());
    }

    /** The kernel's word for files that nobody looked at lately: {@code total_inactive_file} in cgroups v1 only. */
    private static long withoutCaches(@Nullable Memory memory) {
        if (memory == null) {
            return 0;
        }
        long usage = or0(memory.usage());
        Long v1 = memory.stats().get("total_inactive_file");
        long inactive = v1 != null && Long.compareUnsigned(v1, usage) < 0
                ? v1
                : or0(memory.stats().get("inactive_file"));
        return Long.compareUnsigned(inactive, usage) < 0 ? usage - inactive : usage;
    }

    private static long sum(ContainerStats stats, Function<Network, @Nullable Long> counter) {
        return stats.networks().values().stream()
                .mapToLong(network -> or0(counter.apply(network)))
                .sum();
    }

    private static long block(ContainerStats stats, char op) {
        return stats.blockIo() == null
                ? 0
                : stats.blockIo().serviceBytes().stream()
                        .filter(entry -> begins(entry, op))
                        .mapToLong(entry -> or0(entry.value()))
                        .sum();
    }

    private static boolean begins(BlockIoEntry entry, char op) {
        return entry.op() != null
                && !entry.op().isEmpty()
                && entry.op().toLowerCase(Locale.ROOT).charAt(0) == op;
    }

    private static long storage(ContainerStats stats, Function<ContainerStats.Storage, @Nullable Long> counter) {
        return stats.storage() == null ? 0 : or0(counter.apply(stats.storage()));
    }

    private static long or0(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
    }
}
