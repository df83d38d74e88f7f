package dev.estibador.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The table: medians over the rounds, and ratios to raw in the same round with their spread. */
final class Report {
    private static final String HEAD = """
            | workload | raw | ours | docker-java | ours : raw (min–max) | docker-java : raw | required | moonshot | |
            |---|---|---|---|---|---|---|---|---|
            """;

    private final List<String> lines = new ArrayList<>();

    /** What each contender measured, a map for each round. */
    void add(Workload workload, Map<String, List<Map<String, Double>>> rounds) {
        workload.rows().forEach(row -> lines.add(line(row, workload.reference(), rounds)));
    }

    void problem(Workload workload, String problem) {
        lines.add("| %s | | | | %s | | | | FAILED |".formatted(workload.name(), problem.replace('|', '/')));
    }

    private static String line(Row row, String reference, Map<String, List<Map<String, Double>>> rounds) {
        Map<String, double[]> values = new LinkedHashMap<>();
        rounds.forEach((contender, measured) ->
                values.put(contender, measured.stream().mapToDouble(row.value()).toArray()));
        double[] raw = values.get(reference);
        double[] ours = values.get("ours");
        double[] ratios = ratios(ours, raw);
        double judged = median(row.goal().ratio() ? ratios : ours);
        // what threads allocated that have ended is not known, and gives no figure
        String other = Workloads.DOCKER_JAVA.stream()
                .filter(name -> values.containsKey(name) && median(values.get(name)) >= 0)
                .min(Comparator.comparingDouble(
                        name -> median(values.get(name)) * (row.goal().more() ? -1 : 1)))
                .orElse(null);
        return "| "
                + String.join(
                        " | ",
                        row.title(),
                        figure(median(raw), row) + (reference.equals(Workload.RAW) ? "" : " (" + reference + ")"),
                        figure(median(ours), row),
                        other == null ? "–" : figure(median(values.get(other)), row) + " (" + other + ")",
                        spread(ratios),
                        other == null ? "–" : number(median(ratios(values.get(other), raw))),
                        wanted(row, row.goal().required()),
                        wanted(row, row.goal().moonshot()),
                        row.goal().verdict(judged))
                + " |";
    }

    private static String figure(double value, Row row) {
        return (number(value) + " " + row.unit()).strip();
    }

    private static String wanted(Row row, double wanted) {
        return (row.goal().more() ? "≥ " : "≤ ") + (row.goal().ratio() ? number(wanted) + "×" : figure(wanted, row));
    }

    private static double[] ratios(double[] values, double[] raw) {
        return IntStream.range(0, Math.min(values.length, raw.length))
                .mapToDouble(round -> values[round] / raw[round])
                .toArray();
    }

    private static String spread(double[] ratios) {
        if (!Arrays.stream(ratios).allMatch(Double::isFinite)) {
            return "–"; // to nothing at all
        }
        OptionalDouble least = Arrays.stream(ratios).min();
        OptionalDouble most = Arrays.stream(ratios).max();
        return "**%s** (%s–%s)"
                .formatted(number(median(ratios)), number(least.orElseThrow()), number(most.orElseThrow()));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Three digits that say something. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.0995 || value == 0 ? "%.2f" : "%.3f", value);
    }

    String table() {
        return HEAD + String.join("\n", lines) + "\n";
    }
}
