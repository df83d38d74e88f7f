package dev.estibador.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code dev/bench} runs: each workload with each contender in a JVM of its own, in rounds that take turns (raw, ours,
 * docker-java twice, and again), so that a slow minute of the machine is slow for all. Never two at once.
 */
final class Bench {
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(24);
    private static final int ROUND_SECONDS = 120;
    private static final int WARM_UPS = 30;

    private final List<String> contenders = new ArrayList<>(List.of("raw", "ours", "httpclient5", "zerodep"));
    private final List<Workload> workloads = new ArrayList<>();
    private final Report report = new Report();
    private final long start = System.nanoTime();
    private boolean quick;
    private int rounds;
    private Path output = Path.of("target", "bench.md");

    private Bench(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> quick = true;
                case "--no-dj" -> contenders.removeAll(Workload.DOCKER_JAVA);
                case "--rounds" -> rounds = Math.max(1, Integer.parseInt(args[++i]));
                case "--output" -> output = Path.of(args[++i]);
                default -> workloads.addAll(named(args[i]));
            }
        }
        if (rounds == 0) {
            rounds = quick ? 3 : 7;
        }
        if (workloads.isEmpty()) {
            workloads.addAll(Workload.ALL);
        }
    }

    /** The workload of that name, or those whose names begin with it. */
    private static List<Workload> named(String name) {
        for (Workload workload : Workload.ALL) {
            if (workload.name().equals(name)) {
                return List.of(workload);
            }
        }
        List<Workload> some = Workload.ALL.stream()
                .filter(workload -> workload.name().startsWith(name))
                .toList();
        if (some.isEmpty()) {
            throw new IllegalArgumentException("There is no workload '%s'. There are: %s"
                    .formatted(
                            name,
                            String.join(
                                    ", ",
                                    Workload.ALL.stream().map(Workload::name).toList())));
        }
        return some;
    }

    public static void main(String[] args) throws IOException {
        Bench bench;
        try {
            bench = new Bench(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        bench.run();
    }

    private void run() throws IOException {
        Path folder = Files.createTempDirectory("estibador-bench");
        String classPath = System.getProperty("java.class.path");
        Child engine =
                new Child(List.of("-Xmx512m", "-XX:+UseSerialGC"), classPath, EngineDouble.class, folder.toString());
        try {
            for (Workload workload : workloads) {
                if (System.nanoTime() - start > LIMIT_NANOS) {
                    report.problem(workload, "no time was left");
                    continue;
                }
                measure(workload, folder.resolve(workload.follows() ? "follow" : "engine"), classPath);
                write();
            }
        } finally {
            engine.close();
            Files.deleteIfExists(folder);
        }
        System.out.print(report.table());
    }

    private void measure(Workload workload, Path socket, String classPath) {
        Map<String, Child> children = new LinkedHashMap<>();
        Map<String, List<Map<String, Double>>> measured = new LinkedHashMap<>();
        try {
            for (String contender : contenders) {
                say(workload.name() + ": " + contender + " warms up");
                Child child = new Child(workload.flags(), classPath, ContenderMain.class, contender, socket.toString());
                children.put(contender, child);
                measured.put(contender, new ArrayList<>());
                warmUp(child, workload.task().line(contender, true));
            }
            for (int round = 1; round <= rounds; round++) {
                say(workload.name() + ": round " + round + " of " + rounds);
                for (Map.Entry<String, Child> child : children.entrySet()) {
                    String task = workload.task().line(child.getKey(), quick);
                    measured.get(child.getKey()).add(child.getValue().run(task, ROUND_SECONDS));
                }
            }
            report.add(workload, measured);
        } catch (IOException e) {
            report.problem(workload, String.valueOf(e.getMessage()));
        } finally {
            children.values().forEach(Child::close);
        }
    }

    private void warmUp(Child child, String task) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(quick ? 1 : 3);
        for (int i = 0; i < WARM_UPS && (i == 0 || System.nanoTime() < end); i++) {
            child.run(task, ROUND_SECONDS);
        }
    }

    private static void say(String text) {
        System.err.println(text);
    }

    private void write() throws IOException {
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.writeString(output, machine() + "\n" + report.table());
    }

    private String machine() throws IOException {
        String cpu;
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            cpu = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
        return """
                %d × %s, Linux %s, JDK %s, contenders with %s; %d rounds%s, load %.1f at the end, %d s in all.
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        cpu,
                        System.getProperty("os.version"),
                        System.getProperty("java.vm.version"),
                        String.join(" ", Workload.FLAGS),
                        rounds,
                        quick ? " (quick)" : "",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }
}
