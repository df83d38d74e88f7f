package dev.estibador.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of lessons and the tests that keep them know each other. */
class LessonsTest {
    private static final Path PROJECT = Path.of("..");
    private static final int LESSONS = 68;

    /** {@code | L1 | what | tests |}. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| L(\\d+) \\| (.+) \\| (.+) \\|$");

    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");
    private static final Pattern CITED = Pattern.compile("\\bL(\\d{1,2})\\b");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
    private static final String NOT_YET = "not yet";

    private record Row(int lesson, String text, String tests) {}

    private static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(PROJECT.resolve("docs/lessons.md")))
                .results()
                .map(row -> new Row(Integer.parseInt(row.group(1)), row.group(2), row.group(3)))
                .toList();
    }

    /** The text of each test's file, by the name of its class. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("client-api", "client-netty", "client-tests")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith("Test.java")).forEach(file -> {
                    try {
                        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
        return sources;
    }

    @Test
    void allLessonsAreListedOnceAndInOrder() throws IOException {
        assertThat(rows())
                .extracting(Row::lesson)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, LESSONS).boxed().toList());
    }

    @Test
    void eachNamesATestOrSaysThatItHasNone() throws IOException {
        assertThat(rows())
                .allMatch(row -> row.tests().contains(NOT_YET)
                        ? !TEST.matcher(row.tests()).find()
                        : TEST.matcher(row.tests()).find());
    }

    @Test
    void eachTestThatIsNamedIsThere() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        for (Row row : rows()) {
            for (MatchResult test : TEST.matcher(row.tests()).results().toList()) {
                String source = sources.get(test.group(1));
                if (source == null || (test.group(2) != null && !source.contains(" " + test.group(2) + "("))) {
                    missing.add("L" + row.lesson() + ": " + test.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void eachLessonThatATestCitesIsListed() throws IOException {
        Set<Integer> cited = new TreeSet<>();
        for (String source : sources().values()) {
            JAVADOC.matcher(source)
                    .results()
                    .flatMap(comment -> CITED.matcher(comment.group()).results())
                    .forEach(lesson -> cited.add(Integer.parseInt(lesson.group(1))));
        }
        assertThat(rows().stream().map(Row::lesson).collect(Collectors.toSet())).containsAll(cited);
        assertThat(cited).hasSizeGreaterThan(40);
    }
}
