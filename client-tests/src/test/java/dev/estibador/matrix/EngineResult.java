package dev.estibador.matrix;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
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

        /** The one that counts of two runs of a test. */
        Row or(Row other) {
            return outcome.compareTo(other.outcome) >= 0 ? this : other;
        }

        /** Whether it is one of those that all engines are to run. */
        boolean isOfMatrix() {
            return !reason.startsWith(MatrixCondition.LEFT_OUT);
        }
    }

    /** Adds the rows to what is known of the engine, and writes the report anew. Several processes may do so at once. */
    static void add(String engine, Map<String, Row> rows) {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel file = FileChannel.open(FOLDER.resolve("lock"), CREATE, WRITE)) {
                file.lock(); // until it is closed
                Path results = FOLDER.resolve(engine + ".tsv");
                Map<String, Row> all = new TreeMap<>(rows);
                if (Files.exists(results)) {
                    read(results).rows().values().forEach(row -> all.merge(row.test(), row, Row::or));
                }
                Files.write(results, all.values().stream().map(Row::line).toList());
                EngineReport.write();
            }
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
