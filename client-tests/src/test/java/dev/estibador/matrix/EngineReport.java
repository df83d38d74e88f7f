package dev.estibador.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts the results of all engines into one page, {@code target/engines.md}. */
final class EngineReport {
    private static final Path PAGE = Path.of("target", "engines.md");

    private EngineReport() {}

    static void write() {
        List<EngineResult> results = EngineResult.all();
        StringBuilder page = new StringBuilder("# Engines\n\nTests passed / skipped / failed, by what they need.\n\n");
        page.append("| needs |");
        results.forEach(result -> page.append(' ').append(result.engine()).append(" |"));
        page.append("\n|---|").append("---|".repeat(results.size())).append('\n');
        line(page, "nothing special", results, row -> row.needs().isEmpty());
        for (Capability capability : Capability.values()) {
            line(page, capability.name(), results, row -> row.needs().contains(capability));
        }
        line(page, "**all**", results, row -> true);

        page.append("\n## Failed\n\n");
        list(page, results, row -> row.outcome() == EngineResult.Outcome.FAILED, EngineResult.Row::test);
        page.append("\n## Skipped, and why\n\n");
        list(
                page,
                results,
                row -> row.isOfMatrix() && row.outcome() == EngineResult.Outcome.SKIPPED,
                EngineResult.Row::reason);
        page.append("\n## Left to the default engine\n\n");
        list(
                page,
                results,
                row -> !row.isOfMatrix(),
                row -> row.test().replaceFirst(".*\\.(\\w+)(\\$\\w+)*\\.\\w+$", "$1") + ": " + row.reason());
        try {
            Files.writeString(PAGE, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(
            StringBuilder page, String name, List<EngineResult> results, Predicate<EngineResult.Row> which) {
        String cells =
                results.stream().map(result -> result.counts(which)).collect(Collectors.joining(" | ", "| ", " |"));
        page.append("| ").append(name).append(' ').append(cells).append('\n');
    }

    private static void list(
            StringBuilder page,
            List<EngineResult> results,
            Predicate<EngineResult.Row> which,
            Function<EngineResult.Row, String> words) {
        Map<String, Map<String, Long>> found = new TreeMap<>();
        for (EngineResult result : results) {
            result.rows().values().stream().filter(which).forEach(row -> found.computeIfAbsent(
                            words.apply(row), key -> new TreeMap<>())
                    .merge(result.engine(), 1L, Long::sum));
        }
        found.forEach((what, where) -> page.append("- ")
                .append(what)
                .append(" (")
                .append(where.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", ")))
                .append(")\n"));
        if (found.isEmpty()) {
            page.append("None.\n");
        }
    }
}
