package dev.estibador.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the tests did on one engine: a file of lines with tabs, of which the report is made. */
record EngineResult(String engine, Map<String, Row> rows) {
    private static final Path FOLDER = Path.of("target", "engines");

    /** In the order in which one of several runs of a test counts. */
    enum Outcome {
        SKIPPED,
        PASSED,
        FAILED
    }

    /**
     * @param test its class and method
     * @param needs the capabilities that it needs
     * @param reason why it was skipped, or empty
     */
    record Row(String test, Outcome outcome, Set<Capability> needs, String reason) {
        private String line() {
            String words = needs.stream().map(Enum::name).collect(Collectors.joining(" "));
            return String.join("\t", test, outcome.name(), words, reason.replaceAll("\\s+", " "));
        }

        private static Row of(String line) {
            String[] cells = line.split("\t", -1);
            Set<Capability> needs = Arrays.stream(cells[2].split(" "))
                    .filter(word -> !word.isEmpty())
                    .map(Capability::valueOf)
                    .collect(Collectors.toSet());
            return new Row(cells[0], Outcome.valueOf(cells[1]), needs, cells[3]);
        }

        /** Whether it is one of those that all engines are to run. */
        boolean isOfMatrix() {
            return !reason.startsWith(MatrixCondition.LEFT_OUT);
        }
    }

    void write() {
        try {
            Files.createDirectories(FOLDER);
            Files.write(
                    FOLDER.resolve(engine + ".tsv"),
                    rows.values().stream().map(Row::line).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that there are. */
    static List<EngineResult> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .map(EngineResult::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EngineResult read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            Map<String, Row> rows = Files.readAllLines(file).stream()
                    .map(Row::of)
                    .collect(Collectors.toMap(Row::test, row -> row, (one, other) -> one, TreeMap::new));
            return new EngineResult(name.substring(0, name.length() - ".tsv".length()), new LinkedHashMap<>(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passed, skipped and failed. */
    String counts(Predicate<Row> which) {
        List<Row> counted =
                rows.values().stream().filter(Row::isOfMatrix).filter(which).toList();
        return Stream.of(Outcome.PASSED, Outcome.SKIPPED, Outcome.FAILED)
                .map(outcome -> String.valueOf(
                        counted.stream().filter(row -> row.outcome() == outcome).count()))
                .collect(Collectors.joining(" / "));
    }
}
