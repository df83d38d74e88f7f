package dev.estibador.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.estibador.container.ContainerStats.BlockIo;
import dev.estibador.container.ContainerStats.BlockIoEntry;
import dev.estibador.container.ContainerStats.Cpu;
import dev.estibador.container.ContainerStats.Memory;
import dev.estibador.container.ContainerStats.Network;
import dev.estibador.container.ContainerStats.Pids;
import dev.estibador.container.ContainerStats.Storage;
import dev.estibador.container.ContainerStats.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerUsageTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void theCpuPercentIsTheShareOfTheMachineTimesItsCpus() {
        ContainerUsage usage = ContainerUsage.of(linux(cpu(100, 1_000, 4L), cpu(150, 2_000, 4L), null));
        assertThat(usage.cpuPercent()).isCloseTo(20, within(1e-9));
    }

    @Test
    void whereTheCpusAreNotToldTheyAreCounted() {
        Cpu before = new Cpu(new Usage(100L, List.of(), null, null), 1_000L, null, null);
        Cpu now = new Cpu(new Usage(150L, List.of(1L, 2L), null, null), 2_000L, 0L, null);
        assertThat(ContainerUsage.of(linux(before, now, null)).cpuPercent()).isCloseTo(10, within(1e-9));
    }

    @Test
    void aSampleWithoutValuesOrThatStoodStillGivesZeros() {
        ContainerUsage nothing = ContainerUsage.of(linux(null, null, null));
        assertThat(nothing).isEqualTo(new ContainerUsage(0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(ContainerUsage.of(linux(cpu(9, 9, 1L), cpu(9, 9, 1L), null)).cpuPercent())
                .isZero();
        assertThat(ContainerUsage.of(linux(cpu(9, 9, 1L), cpu(3, 99, 1L), null)).cpuPercent())
                .isZero();
    }

    /** L33. */
    @Test
    void countersAreUnsigned() {
        Cpu before = cpu(Long.MAX_VALUE, Long.MAX_VALUE, 1L);
        Cpu now = cpu(Long.MIN_VALUE, -1, 1L); // half and all of what 64 bits hold
        assertThat(ContainerUsage.of(linux(before, now, null)).cpuPercent())
                .isZero(); // 1 of 2^63: below a double's grain
        assertThat(ContainerUsage.of(linux(cpu(0, 0, 1L), cpu(Long.MIN_VALUE, -1, 1L), null))
                        .cpuPercent())
                .isCloseTo(50, within(1e-9));
    }

    @Test
    void memoryIsWithoutCachesInEitherVersionOfCgroups() {
        assertThat(ContainerUsage.of(linux(null, null, memory(1_000, 4_000, Map.of("total_inactive_file", 200L)))))
                .extracting(ContainerUsage::memoryUsed, ContainerUsage::memoryLimit, ContainerUsage::memoryPercent)
                .containsExactly(800L, 4_000L, 20.0);
        assertThat(ContainerUsage.of(linux(null, null, memory(1_000, 4_000, Map.of("inactive_file", 300L))))
                        .memoryUsed())
                .isEqualTo(700);
        assertThat(ContainerUsage.of(linux(null, null, memory(1_000, 0, Map.of("inactive_file", 1_000L)))))
                .extracting(ContainerUsage::memoryUsed, ContainerUsage::memoryPercent)
                .containsExactly(1_000L, 0.0);
    }

    @Test
    void networksAndDevicesAreAddedUp() {
        ContainerStats stats = new ContainerStats(
                null,
                null,
                "linux",
                null,
                null,
                null,
                null,
                null,
                Map.of("eth0", network(1, 2), "eth1", network(10, 20)),
                new Pids(3L, null),
                new BlockIo(
                        List.of(entry("Read", 5), entry("read", 6), entry("Write", 7), entry("", 8), entry(null, 9)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                0L,
                null);
        assertThat(ContainerUsage.of(stats)).isEqualTo(new ContainerUsage(0, 0, 0, 0, 11, 22, 11, 7, 3));
    }

    @Test
    void windowsCountsHundredsOfNanosecondsAndHasItsOwnFields() {
        ContainerStats stats = new ContainerStats(
                null,
                null,
                null,
                START.plusSeconds(1),
                START,
                cpu(3_000_000, 0, null),
                cpu(1_000_000, 0, null),
                new Memory(null, null, null, Map.of(), null, null, null, 77L),
                Map.of(),
                null,
                null,
                4L,
                new Storage(null, 12L, null, 13L));
        assertThat(ContainerUsage.of(stats)).isEqualTo(new ContainerUsage(5, 77, 0, 0, 0, 0, 12, 13, 0));
    }

    private static ContainerStats linux(@Nullable Cpu before, @Nullable Cpu now, @Nullable Memory memory) {
        return new ContainerStats(null, null, null, START, null, now, before, memory, Map.of(), null, null, 0L, null);
    }

    private static Cpu cpu(long total, long system, @Nullable Long cpus) {
        return new Cpu(new Usage(total, List.of(), null, null), system, cpus, null);
    }

    private static Memory memory(long usage, long limit, Map<String, Long> stats) {
        return new Memory(usage, null, limit, stats, null, null, null, null);
    }

    private static Network network(long received, long sent) {
        return new Network(received, null, null, null, sent, null, null, null, null, null);
    }

    private static BlockIoEntry entry(@Nullable String op, long value) {
        return new BlockIoEntry(8L, 0L, op, value);
    }
}
