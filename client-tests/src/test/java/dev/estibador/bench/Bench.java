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
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(22);
    private static final int ROUND_SECONDS = 60;
    private static final long ROUNDS_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final int FEWEST = 3;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final String CLASS_PATH = System.getProperty("java.class.path");

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
                case "--no-dj" -> contenders.removeAll(Workloads.DOCKER_JAVA);
                case "--rounds" -> rounds = Math.max(1, Integer.parseInt(args[++i]));
                case "--output" -> output = Path.of(args[++i]);
                default -> workloads.addAll(named(args[i]));
            }
        }
        if (rounds == 0) {
            rounds = quick ? 3 : 7;
        }
        if (workloads.isEmpty()) {
            workloads.addAll(Workloads.ALL);
        }
    }

    /** Those whose names begin so. */
    private static List<Workload> named(String name) {
        List<Workload> some = Workloads.ALL.stream()
                .filter(workload -> workload.name().startsWith(name))
                .toList();
        if (some.isEmpty()) {
            throw new IllegalArgumentException("There is no workload '%s'. There are: %s"
                    .formatted(
                            name,
                            String.join(
                                    ", ",
                                    Workloads.ALL.stream().map(Workload::name).toList())));
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
        Child engine =
                new Child(List.of("-Xmx512m", "-XX:+UseSerialGC"), CLASS_PATH, EngineDouble.class, folder.toString());
        try (Folders folders = new Folders(output.resolveSibling("bench-files"))) {
            for (Workload workload : workloads) {
                try {
                    if (System.nanoTime() - start > LIMIT_NANOS) {
                        throw new IOException("no time was left");
                    }
                    Path socket = folder.resolve(workload.follows() ? "follow" : "engine");
                    report.add(workload, workload.coldStart() ? coldStarts(socket) : rounds(workload, socket, folders));
                } catch (IOException e) {
                    report.problem(workload, String.valueOf(e.getMessage()));
                }
                write();
            }
        } finally {
            engine.close();
            Files.deleteIfExists(folder);
        }
        System.out.print(report.table());
    }

    private Map<String, List<Map<String, Double>>> rounds(Workload workload, Path socket, Folders folders)
            throws IOException {
        Map<String, Child> children = new LinkedHashMap<>();
        Map<String, List<Map<String, Double>>> measured = new LinkedHashMap<>();
        try {
            for (String contender : contenders(workload)) {
                say(workload.name() + ": " + contender + " warms up");
                String task = workload.task().line(contender, true, folders);
                Child child =
                        new Child(workload.flags(), CLASS_PATH, ContenderMain.class, contender, socket.toString());
                children.put(contender, child);
                measured.put(contender, new ArrayList<>());
                warmUp(child, task, workload.warmUps());
            }
            long end = System.nanoTime() + ROUNDS_NANOS;
            for (int round = 1; round <= rounds && (round <= FEWEST || System.nanoTime() < end); round++) {
                say(workload.name() + ": round " + round + " of " + rounds);
                for (Map.Entry<String, Child> child : children.entrySet()) {
                    String task = workload.task().line(child.getKey(), quick, folders);
                    measured.get(child.getKey()).add(child.getValue().run(task, ROUND_SECONDS));
                }
            }
            return measured;
        } finally {
            children.values().forEach(Child::close);
        }
    }

    private List<String> contenders(Workload workload) {
        return workload.reference().equals(Workload.RAW) ? contenders : List.of(workload.reference(), "ours");
    }

    private void warmUp(Child child, String task, int times) throws IOException {
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; i < times && (i == 0 || System.nanoTime() < end); i++) {
            child.run(task, ROUND_SECONDS);
        }
    }

    private Map<String, List<Map<String, Double>>> coldStarts(Path socket) throws IOException {
        Map<String, List<Map<String, Double>>> measured = new LinkedHashMap<>();
        try (ColdStarts starts = new ColdStarts(socket)) {
            for (String contender : contenders) {
                say("start: " + contender + " has its classes archived");
                starts.prepare(contender, CLASS_PATH);
                measured.put(contender, new ArrayList<>());
            }
            for (int round = 1; round <= rounds; round++) {
                say("start: round " + round + " of " + rounds);
                for (String contender : contenders) {
                    measured.get(contender).add(starts.round(contender));
                }
            }
            return measured;
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
                        String.join(" ", Workloads.FLAGS),
                        rounds,
                        quick ? " (quick)" : "",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }
}
