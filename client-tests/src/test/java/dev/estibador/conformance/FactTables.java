package dev.estibador.conformance;

import dev.estibador.common.ApiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts of all specifications in three small tables: each fact once, with the first and the last version that says
 * so. They were made by {@link #main} of the specifications, which are not in this project.
 */
final class FactTables {
    /** The versions whose specifications the tables were made of. */
    static final List<ApiVersion> VERSIONS = Stream.of("1.40", "1.41", "1.44", "1.45", "1.51", "1.52", "1.55", "1.56")
            .map(ApiVersion::parse)
            .toList();

    private static final List<String> KINDS =
            List.of(Specification.OPERATION, Specification.PARAMETER, Specification.PROPERTY);

    private FactTables() {}

    /** Writes the tables: {@code FactTables <folder of the specifications> <folder of the tables>}. */
    public static void main(String[] arguments) throws IOException {
        List<String> rows = rows(Path.of(arguments[0]));
        for (String kind : KINDS) {
            List<String> table = rows.stream()
                    .filter(row -> row.startsWith(kind + "\t"))
                    .map(row -> row.substring(kind.length() + 1))
                    .toList();
            Files.write(Path.of(arguments[1], table(kind)), table);
        }
    }

    /** The rows that the specifications in a folder, and in the folder {@code versions} below it, make. */
    static List<String> rows(Path folder) throws IOException {
        Map<ApiVersion, SpecificationReader.Read> read = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".yaml")).toList()) {
                SpecificationReader.Read one = SpecificationReader.read(file);
                read.put(one.version(), one);
            }
        }
        if (!read.keySet().containsAll(VERSIONS)) {
            throw new IllegalArgumentException(folder + " lacks specifications: it has " + read.keySet());
        }
        Map<String, List<Integer>> saidBy = new LinkedHashMap<>();
        for (int i = VERSIONS.size() - 1; i >= 0; i--) { // the newest first, so that its order is kept
            for (String fact : Objects.requireNonNull(read.get(VERSIONS.get(i))).facts()) {
                saidBy.computeIfAbsent(fact, new_ -> new ArrayList<>()).add(0, i);
            }
        }
        List<String> rows = new ArrayList<>();
        saidBy.forEach((fact, versions) -> ranges(versions).forEach(range -> rows.add(fact + "\t" + range)));
        return rows;
    }

    private static List<String> ranges(List<Integer> versions) {
        List<String> ranges = new ArrayList<>();
        for (int from = 0, to = 0; from < versions.size(); from = ++to) {
            while (to + 1 < versions.size() && versions.get(to + 1) == versions.get(to) + 1) {
                to++;
            }
            ranges.add(VERSIONS.get(versions.get(from)) + "\t" + VERSIONS.get(versions.get(to)));
        }
        return ranges;
    }

    /** The rows of the tables in this project. */
    static List<String> rows() {
        return KINDS.stream()
                .flatMap(kind -> lines(table(kind)).map(row -> kind + "\t" + row))
                .toList();
    }

    private static Stream<String> lines(String table) {
        try (InputStream in = Objects.requireNonNull(FactTables.class.getResourceAsStream(table), table)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(String kind) {
        return kind.equals(Specification.PROPERTY) ? "properties.tsv" : kind + "s.tsv";
    }

    /** What engines do and their specification does not tell, or tells otherwise: written by hand. */
    static List<String> corrections() {
        return lines("corrections.tsv").filter(row -> !row.startsWith("#")).toList();
    }

    /** What the tables say of each version, corrected. */
    static Map<ApiVersion, Specification> specifications() {
        List<String> rows =
                Stream.concat(rows().stream(), corrections().stream()).toList();
        return VERSIONS.stream()
                .collect(Collectors.toMap(
                        version -> version,
                        version -> new Specification(
                                version,
                                rows.stream()
                                        .filter(row -> covers(row, version))
                                        .map(FactTables::fact)
                                        .toList()),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static boolean covers(String row, ApiVersion version) {
        String[] words = row.split("\t", -1);
        return version.isAtLeast(ApiVersion.parse(words[words.length - 2]))
                && ApiVersion.parse(words[words.length - 1]).isAtLeast(version);
    }

    private static String fact(String row) {
        return row.substring(0, row.lastIndexOf('\t', row.lastIndexOf('\t') - 1));
    }
}
