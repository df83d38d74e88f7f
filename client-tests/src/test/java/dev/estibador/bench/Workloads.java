package dev.estibador.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** All that is measured, with the figures that are asked of us. */
final class Workloads {
    /** The heap is touched as a whole at the start, so that no round pays for that. */
    static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC");

    static final Set<String> DOCKER_JAVA = Set.of("httpclient5", "zerodep");

    private static final List<String> LARGE_HEAP =
            List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC");
    private static final List<String> SMALL_HEAP = List.of("-Xmx128m", "-XX:+UseParallelGC");
    private static final int WARM_UPS = 12;
    private static final int IN_FLIGHT = 64;

    static final List<Workload> ALL = List.of(
            logs("logs-100", "100 B", 100, 8_000_000, Row.ratioAtLeast(0.45, 0.70), Row.ratioAtMost(2.2, 1.6)),
            logs("logs-1k", "1 KiB", 1 << 10, 1_000_000, Row.ratioAtLeast(0.65, 0.85), Row.ratioAtMost(2.2, 1.6)),
            logs("logs-16k", "16 KiB", 16 << 10, 100_000, Row.ratioAtLeast(0.60, 0.90), Row.ratioAtMost(2.4, 1.8)),
            workload(
                    "ping",
                    "ping %d",
                    40_000,
                    10_000,
                    new Row("ping, one caller, p50", "µs", value("p50", 1e-6), Row.ratioAtMost(3.2, 2.3)),
                    new Row("– garbage per ping", "B", per("alloc", 1, "items"), Row.atMost(1_000, 1_000))),
            workload(
                    "ping-64",
                    "pings %d " + IN_FLIGHT,
                    100_000,
                    30_000,
                    new Row("ping, 64 in flight", "calls/s", perSecond("items", 1), Row.ratioAtLeast(0.9, 1.4)),
                    new Row("– garbage per ping", "B", per("alloc", 1, "items"), Row.atMost(1_000, 1_000))),
            workload(
                    "inspect",
                    "inspects %d " + IN_FLIGHT,
                    20_000,
                    5_000,
                    new Row(
                            "inspect (8.5 KB), 64 in flight",
                            "calls/s",
                            perSecond("items", 1),
                            Row.ratioAtLeast(0.6, 0.8))),
            workload(
                    "list",
                    "list %d",
                    100,
                    50,
                    new Row(
                            "list of 1,000 containers (1 MB), CPU",
                            "ms",
                            per("cpu", 1e-3, "items"),
                            Row.ratioAtMost(1.6, 1.25)),
                    new Row("– garbage per list", "KB", per("alloc", 1e3, "items"), Row.ratioAtMost(1.5, 1.5))),
            new Workload(
                    "follows",
                    (contender, quick, folders) -> "follows " + follows(contender, quick),
                    Workload.RAW,
                    LARGE_HEAP,
                    WARM_UPS,
                    true,
                    List.of(
                            new Row(
                                    "9,000 follows: time to open each (docker-java: of 500)",
                                    "µs",
                                    per("open", 1e-6, "items"),
                                    Row.ratioAtMost(2, 1.2)),
                            new Row("– memory each", "KiB", per("held", 1 << 10, "items"), Row.atMost(20, 12)),
                            new Row(
                                    "– threads for each 1,000, at most",
                                    "",
                                    per("peak", 1e-3, "items"),
                                    Row.atMost(10, 1)),
                            new Row(
                                    "– until the engine has seen all closed",
                                    "s",
                                    value("cancel", 1),
                                    Row.atMost(1, 1)))),
            workload(
                    "cancel",
                    "cancel %d",
                    500,
                    200,
                    new Row("cancel: until the engine sees it, p50", "ms", value("p50", 1e-3), Row.atMost(0.5, 0.2))),
            upload(
                    "build-large",
                    (contender, quick, folders) -> DOCKER_JAVA.contains(contender)
                            ? folders.task(1, 32 << 20)
                            : folders.task(quick ? 4 : 32, 64 << 20),
                    new Row(
                            "upload of large files (docker-java: 32 MiB)",
                            "MB/s",
                            perSecond("bytes", 1e6),
                            Row.ratioAtLeast(0.8, 1.5))),
            upload(
                    "build-small",
                    (contender, quick, folders) -> folders.task(files(contender, quick), 4 << 10),
                    new Row(
                            "upload of 50,000 files of 4 KiB (docker-java: 5,000)",
                            "MB/s",
                            perSecond("bytes", 1e6),
                            Row.ratioAtLeast(0.5, 0.9))),
            context(
                    "context-large",
                    (contender, quick, folders) -> folders.task(quick ? 1 : 2, quick ? 128 << 20 : 1 << 30),
                    "context of 2 files of 1 GiB, -Xmx64m"),
            context(
                    "context-small",
                    (contender, quick, folders) -> folders.task(quick ? 5_000 : 50_000, 4 << 10),
                    "context of 50,000 files of 4 KiB, -Xmx64m"),
            workload(
                    "pull",
                    "pull %d",
                    800_000,
                    200_000,
                    new Row("pull progress", "messages/s", perSecond("items", 1), Row.ratioAtLeast(0.5, 0.7))),
            workload(
                    "echo",
                    "echo %d",
                    40_000,
                    10_000,
                    new Row("attach echo of 64 bytes, p50", "µs", value("p50", 1e-6), Row.ratioAtMost(2.8, 2.0))),
            new Workload(
                    "start",
                    (contender, quick, folders) -> "",
                    Workload.RAW,
                    List.of(),
                    0,
                    false,
                    List.of(
                            new Row("cold start: ping, list, exit", "ms", value("wall", 1e-3), Row.ratioAtMost(4, 2.5)),
                            new Row(
                                    "– with io.netty.jfr.enabled=false",
                                    "ms",
                                    value("nojfr", 1e-3),
                                    Row.ratioAtMost(4, 2.5)),
                            new Row("– and AppCDS (each its own)", "ms", value("cds", 1e-3), Row.ratioAtMost(4, 2.5)))),
            new Workload(
                    "slow",
                    (contender, quick, folders) -> "slow 10 " + (quick ? 2_000 : 4_000),
                    Workload.RAW,
                    SMALL_HEAP,
                    1,
                    false,
                    List.of(new Row(
                            "slow consumer, -Xmx128m: taken and not consumed",
                            "MiB",
                            value("held", 1 << 20),
                            Row.atMost(1, 0.3)))));

    private Workloads() {}

    private static Workload workload(String name, String task, int full, int quick, Row... rows) {
        return new Workload(
                name,
                (contender, isQuick, folders) -> task.formatted(isQuick ? quick : full),
                Workload.RAW,
                FLAGS,
                WARM_UPS,
                false,
                List.of(rows));
    }

    /** So many frames in a round that each round moves about a gigabyte. */
    private static Workload logs(String name, String size, int payload, int full, Row.Goal speed, Row.Goal cpu) {
        return workload(
                name,
                "logs " + payload + " %d",
                full,
                full / 4,
                new Row("logs, " + size + " frames", "MB/s", perSecond("bytes", 1e6), speed),
                new Row("– CPU", "s/GB", per("cpu", 1e-9, "bytes"), cpu),
                new Row(
                        "– garbage per frame beyond its payload",
                        "B",
                        values -> (values.get("alloc") - values.get("bytes")) / values.get("items"),
                        Row.atMost(64, 64)));
    }

    private static Workload upload(String name, Workload.Task task, Row row) {
        return new Workload(name, task, Workload.RAW, FLAGS, 3 * WARM_UPS, false, List.of(row));
    }

    /** Also an upload, but to a program and not to what a JVM can do; with a heap as small as it gets. */
    private static Workload context(String name, Workload.Task task, String title) {
        return new Workload(
                name,
                task,
                TarAndCurl.NAME,
                List.of("-Xmx64m"),
                3 * WARM_UPS,
                false,
                List.of(
                        new Row(title, "MB/s", perSecond("bytes", 1e6), Row.ratioAtLeast(0.8, 1.5)),
                        new Row("– CPU", "s/GB", per("cpu", 1e-9, "bytes"), Row.ratioAtMost(1.25, 0.8))));
    }

    /** docker-java needs a thread and two descriptors for each, and is measured with fewer. */
    private static int follows(String contender, boolean quick) {
        return DOCKER_JAVA.contains(contender) ? 500 : quick ? 2_000 : 9_000;
    }

    private static int files(String contender, boolean quick) {
        return DOCKER_JAVA.contains(contender) || quick ? 5_000 : 50_000;
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
}
