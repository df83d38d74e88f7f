package dev.estibador.bench;

import dev.estibador.connect.ChannelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What {@code dev/bench channels} runs: each kind of channel at the same work over a Unix socket, in rounds that take turns. The order
 * in which {@link ChannelKind#AUTO} tries them follows its table.
 */
final class ChannelBench {
    private static final int TASK_SECONDS = 60;
    private static final int WARM_UPS = 6;
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** @param value of what a round measured */
    private record Figure(String name, String unit, String task, ToDoubleFunction<Map<String, Double>> value) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("logs, 1 KiB frames", "MB/s", "logs 1024 1000000", of -> of.get("bytes") / of.get("wall") / 1e6),
            new Figure("– CPU", "s/GB", "", of -> of.get("cpu") / of.get("bytes") * 1e9),
            new Figure("ping, one caller, p50", "µs", "ping 20000", of -> of.get("p50") * 1e6),
            new Figure("ping, 64 in flight", "calls/s", "pings 100000 64", of -> of.get("items") / of.get("wall")),
            new Figure("attach echo of 64 bytes, p50", "µs", "echo 20000", of -> of.get("p50") * 1e6));

    private static final List<ChannelKind> KINDS = Arrays.stream(ChannelKind.values())
            .filter(kind -> kind != ChannelKind.AUTO)
            .toList();

    private ChannelBench() {}

    public static void main(String[] args) throws IOException {
        int rounds = Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("estibador-bench");
        Child engine =
                new Child(List.of("-Xmx512m", "-XX:+UseSerialGC"), CLASS_PATH, EngineDouble.class, folder.toString());
        try {
            System.out.print(table(measured(rounds, folder.resolve("engine"))));
        } finally {
            engine.close();
            Files.deleteIfExists(folder);
        }
    }

    private static Map<ChannelKind, Map<String, List<Map<String, Double>>>> measured(int rounds, Path socket)
            throws IOException {
        Map<ChannelKind, Child> children = new LinkedHashMap<>();
        Map<ChannelKind, Map<String, List<Map<String, Double>>>> measured = new LinkedHashMap<>();
        try {
            for (ChannelKind kind : KINDS) {
                children.put(
                        kind,
                        new Child(Workloads.FLAGS, CLASS_PATH, ContenderMain.class, kind.name(), socket.toString()));
                measured.put(kind, new LinkedHashMap<>());
            }
            for (Figure figure : FIGURES) {
                for (int round = -WARM_UPS; round < rounds && !figure.task().isEmpty(); round++) {
                    for (Map.Entry<ChannelKind, Child> child : children.entrySet()) {
                        Map<String, Double> values = child.getValue().run(figure.task(), TASK_SECONDS);
                        if (round >= 0) {
                            measured.get(child.getKey())
                                    .computeIfAbsent(figure.task(), task -> new ArrayList<>())
                                    .add(values);
                        }
                    }
                }
            }
            return measured;
        } finally {
            children.values().forEach(Child::close);
        }
    }

    private static String table(Map<ChannelKind, Map<String, List<Map<String, Double>>>> measured) {
        StringBuilder table = new StringBuilder("| |");
        measured.keySet().forEach(kind -> table.append(' ').append(kind).append(" |"));
        table.append("\n|---|").append("---|".repeat(measured.size())).append('\n');
        String task = "";
        for (Figure figure : FIGURES) {
            task = figure.task().isEmpty() ? task : figure.task();
            table.append("| ")
                    .append(figure.name())
                    .append(", ")
                    .append(figure.unit())
                    .append(" |");
            for (Map<String, List<Map<String, Double>>> of : measured.values()) {
                double[] values = of.get(task).stream()
                        .mapToDouble(figure.value())
                        .sorted()
                        .toArray();
                table.append(" %s (%s–%s) |"
                        .formatted(
                                number(values[values.length / 2]),
                                number(values[0]),
                                number(values[values.length - 1])));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }
}
