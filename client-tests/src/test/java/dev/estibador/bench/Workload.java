package dev.estibador.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Work that each contender does in rounds, and the rows that come of it.
 *
 * @param task what a contender is told, see {@link Tasks}
 * @param flags for its JVM
 * @param follows true if it talks to the double's socket for follows
 */
record Workload(String name, Task task, List<String> flags, boolean follows, List<Row> rows) {
    /** The task's line for a contender; a quick run takes less of everything. */
    interface Task {
        String line(String contender, boolean quick);
    }

    static final List<String> FLAGS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");
    private static final List<String> SMALL_HEAP = List.of("-Xmx128m", "-XX:+UseParallelGC");
    private static final int IN_FLIGHT = 64;

    private static Workload of(String name, String task, int full, int quick, Row... rows) {
        return new Workload(
                name, (contender, isQuick) -> task.formatted(isQuick ? quick : full), FLAGS, false, List.of(rows));
    }

    private static ToDoubleFunction<Map<String, Double>> perSecond(String key, double unit) {
        return values -> values.get(key) / values.get("wall") / unit;
    }

    private static ToDoubleFunction<Map<String, Double>> per(String key, double unit, String items) {
        return values -> values.get(key) / unit / values.get(items);
    }

    private static ToDoubleFunction<Map<String, Double>> value(String key, double unit) {
        return values -> values.get(key) / unit;
    }

    /** Frames of {@code payload} bytes, so many in a round that each round moves about a gigabyte. */
    private static Workload logs(String name, String size, int payload, int full, Row.Goal speed, Row.Goal cpu) {
        return of(
                name,
                "logs " + payload + " %d",
                full,
                full / 4,
                new Row("logs, " + size + " frames", "MB/s", perSecond("bytes", 1e6), speed),
                new Row("– CPU", "s/GB", values -> values.get("cpu") / values.get("bytes") * 1e9, cpu),
                new Row(
                        "– garbage per frame beyond its payload",
                        "B",
                        values -> (values.get("alloc") - values.get("bytes")) / values.get("items"),
                        Row.atMost(64, 64)));
    }

    static final List<Workload> ALL = List.of(
            logs("logs-100", "100 B", 100, 8_000_000, Row.ratioAtLeast(0.45, 0.70), Row.ratioAtMost(2.2, 1.6)),
            logs("logs-1k", "1 KiB", 1 << 10, 1_000_000, Row.ratioAtLeast(0.65, 0.85), Row.ratioAtMost(2.2, 1.6)),
            logs("logs-16k", "16 KiB", 16 << 10, 100_000, Row.ratioAtLeast(0.60, 0.90), Row.ratioAtMost(2.4, 1.8)),
            of(
                    "ping",
                    "ping %d",
                    40_000,
                    10_000,
                    new Row("ping, one caller, p50", "µs", value("p50", 1e-6), Row.ratioAtMost(3.2, 2.3)),
                    new Row("– garbage per ping", "B", per("alloc", 1, "items"), Row.atMost(1_000, 1_000))),
            of(
                    "pings",
                    "pings %d " + IN_FLIGHT,
                    100_000,
                    30_000,
                    new Row("ping, 64 in flight", "calls/s", perSecond("items", 1), Row.ratioAtLeast(0.9, 1.4)),
                    new Row("– garbage per ping", "B", per("alloc", 1, "items"), Row.atMost(1_000, 1_000))),
            of(
                    "inspect",
                    "inspects %d " + IN_FLIGHT,
                    20_000,
                    5_000,
                    new Row(
                            "inspect (8.5 KB), 64 in flight",
                            "calls/s",
                            perSecond("items", 1),
                            Row.ratioAtLeast(0.6, 0.8))),
            of(
                    "list",
                    "list %d",
                    100,
                    30,
                    new Row(
                            "list of 1,000 containers (1 MB), CPU",
                            "ms",
                            per("cpu", 1e-3, "items"),
                            Row.ratioAtMost(1.6, 1.25)),
                    new Row("– garbage per list", "KB", per("alloc", 1e3, "items"), Row.ratioAtMost(1.5, 1.5))),
            of(
                    "cancel",
                    "cancel %d",
                    500,
                    200,
                    new Row("cancel: until the engine sees it, p50", "ms", value("p50", 1e-3), Row.atMost(0.5, 0.2))),
            of(
                    "pull",
                    "pull %d",
                    500_000,
                    200_000,
                    new Row("pull progress", "messages/s", perSecond("items", 1), Row.ratioAtLeast(0.5, 0.7))),
            of(
                    "echo",
                    "echo %d",
                    40_000,
                    10_000,
                    new Row("attach echo of 64 bytes, p50", "µs", value("p50", 1e-6), Row.ratioAtMost(2.8, 2.0))),
            new Workload(
                    "slow",
                    (contender, quick) -> "slow 10 " + (quick ? 2_000 : 4_000),
                    SMALL_HEAP,
                    false,
                    List.of(new Row(
                            "slow consumer, -Xmx128m: taken and not consumed",
                            "MiB",
                            value("held", 1 << 20),
                            Row.atMost(1, 0.3)))));

    static final Set<String> DOCKER_JAVA = Set.of("httpclient5", "zerodep");
}
