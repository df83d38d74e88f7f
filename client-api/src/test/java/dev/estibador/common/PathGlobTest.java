package dev.estibador.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lesson L39: single patterns, against what the engine's own matcher is tested with, in examples of our own. */
class PathGlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // plain names, and all that is in a folder of that name
                "target           | target",
                "target           | target/classes/A.class",
                "a/b              | a/b/c/d",
                "v1.2+3(x){y}$    | v1.2+3(x){y}$",
                "naïve-⚓         | naïve-⚓",
                // one name
                "*                | a",
                "*                | a/b/c",
                "*.log            | .log",
                "*.log            | a.log",
                "build*           | build",
                "build*           | build-1/x",
                "*a*b*            | xxaxxbxx",
                "*/tmp            | a/tmp",
                "lib/*.jar        | lib/x.jar",
                "lib/*            | lib/x/y/z",
                ".*               | .git",
                "a?c              | abc",
                "a?c              | a⚓c",
                "a?c              | a\uD83D\uDEA2c",
                "???              | abc/d",
                // any number of names
                "**               | a",
                "**               | a/b/c",
                "**/**            | a/b/c",
                "***              | a",
                "****             | a/b",
                "**/tmp           | tmp",
                "**/tmp           | a/tmp",
                "**/tmp           | a/b/tmp/c",
                "**/a/b           | a/b",
                "**/a/b           | x/y/a/b/z",
                "**/*.txt         | a.txt",
                "**/*.txt         | a/b/c.txt",
                "**/**/*.txt      | a.txt",
                "a/**             | a/b",
                "a/**             | a/b/c",
                "a/**/z           | a/z",
                "a/**/z           | a/b/c/z",
                "a**/z            | ab/c/z",
                "a**z             | a/b/z",
                "**/a/**          | x/a/y",
                "**/a/**/b        | x/a/b",
                "*.d/**           | x.d/y/z",
                "lib/*.jar**      | lib/x.jar/y",
                // a leading ** and nothing else is a suffix, a trailing one a prefix
                "**file           | myfile",
                "**file           | a/b/file",
                "**/.env          | a/.env",
                "file**           | file",
                "file**           | files/a/b",
                // classes
                "[a-c]x           | bx",
                "[^a-c]x          | dx",
                "[abx-z]          | y",
                "[Bb]in           | Bin/a",
                "*.py[cod]        | a.pyc",
                "[α-ω]            | ζ",
                "[.+]             | +",
                "[a[]             | [",
                "[\\]\\-]         | -",
                "[\\]\\-]         | ]",
                "[!a]             | !",
                "a[^x]b           | a/b",
                "]                | ]",
                // escapes
                "a\\*b            | a*b",
                "\\[x\\]          | [x]",
                "\\#a             | #a",
                "a\\\\            | a\\",
                "\\?*             | ?x",
                // an anchor beside wildcards, a character without
                "a^b              | a^b",
                "^a*              | ab",
                "**^              | a^",
            })
    void excludes(String pattern, String path) {
        assertThat(IgnoreRules.of(pattern).excludes(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target           | targets",
                "target           | a/target",
                "target           | Target",
                "a.c              | abc",
                "a+               | aa",
                "*.log            | log",
                "*.log            | a/b.log",
                "*                | .",
                "lib/*.jar        | lib/x/y.jar",
                "lib/*            | lib",
                "*a*b*            | xxbxxaxx",
                "a?c              | a/c",
                "a?c              | ac",
                "a???c            | a⚓c",
                "**/tmp           | atmp",
                "**/.env          | a.env",
                "a/**             | a",
                "**/a/**          | x/a",
                "a/**/z           | a/bz",
                "**/*.txt         | a.txtx",
                "**a*             | ba",
                "[a-c]x           | dx",
                "[^a-c]x          | bx",
                "[^a][^a]         | ⚓",
                "*[a-c]           | D",
                "a\\*b            | ab",
                "a\\*b            | axb",
                "a^b*             | a^b",
                "^a*              | ^a",
                "/                | a",
                "..               | a",
                "../a             | a",
            })
    void doesNotExclude(String pattern, String path) {
        assertThat(IgnoreRules.of(pattern).excludes(path)).isFalse();
    }

    /** Where the engine has a regular expression, a dot is no line feed. */
    @Test
    void matchesALineFeedOnlyInPlainText() {
        assertThat(IgnoreRules.of("**/x").excludes("a\nb/x")).isTrue();
        assertThat(IgnoreRules.of("**/x*").excludes("a\nb/x")).isFalse();
        assertThat(IgnoreRules.of("*/x").excludes("a\nb/x")).isTrue();
    }

    /** Neither of these ends before the universe does where a matcher tries one way after another. */
    @Test
    void costsTheProductOfTheLengthsWhateverItIs() {
        String path = "a".repeat(4000) + "/" + "a".repeat(200);

        assertThat(IgnoreRules.of("*a".repeat(1000) + "b").excludes(path)).isFalse();
        assertThat(IgnoreRules.of("**/a".repeat(1000) + "b?").excludes(path)).isFalse();
        assertThat(IgnoreRules.of("*".repeat(60_001) + "b").excludes(path)).isFalse();
        assertThat(IgnoreRules.of("[^b]*".repeat(1000) + "b").excludes(path)).isFalse();
    }

    /** What the engine makes of the parts of a pattern. */
    private static final Map<String, String> EXPRESSIONS = Map.of(
            "a", "a", "b", "b", ".", "\\.", "/", "/", "*", "[^/]*", "?", "[^/]", "**/", "(.*/)?", "**", "(.*/)?",
            "[ab]", "[ab]", "[^a]", "[^a]");

    @Property(tries = 5000)
    void aPatternIsItsRegularExpression(@ForAll("parts") List<String> parts, @ForAll("paths") String path) {
        List<String> expressions =
                new ArrayList<>(parts.stream().map(EXPRESSIONS::get).toList());
        if (parts.get(parts.size() - 1).startsWith("**")) {
            expressions.set(parts.size() - 1, ".*");
        }
        assertThat(PathGlob.parse(String.join("", parts)).matches(path))
                .isEqualTo(path.matches(String.join("", expressions)));
    }

    /** Those that need a regular expression, without two wildcards in a row that would be read as another two. */
    @Provide
    Arbitrary<List<String>> parts() {
        return Arbitraries.of(EXPRESSIONS.keySet())
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .filter(parts -> !String.join(" ", parts).contains("* *")
                        && !String.join(" ", parts).contains("** /")
                        && parts.stream().anyMatch(part -> part.matches("[*?]|\\[.*")));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "ab", "ba", "a.b", ".a", "aab", "c")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> String.join("/", names));
    }
}
