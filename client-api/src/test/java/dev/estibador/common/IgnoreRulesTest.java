package dev.estibador.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson L39: as the engine's own matcher has it. */
class IgnoreRulesTest {
    @Nested
    class SeveralPatterns {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "docs !docs/README.md                | docs/README.md          | false",
                    "docs !docs/README.md                | docs/other              | true",
                    "docs/ !docs/README.md               | docs/README.md          | false",
                    "docs/* !docs/README.md              | docs/README.md          | false",
                    "*.md !README*.md README-secret.md   | README-secret.md        | true",
                    "*.md !README*.md README-secret.md   | README-public.md        | false",
                    "!a.go *.go                          | a.go                    | true",
                    "*.go !a.go                          | a.go                    | false",
                    "** !util/web                        | util/web/a              | false",
                    "** !util/web util/web/a             | util/web/a              | true",
                    "** !util/web util/web/a             | util/web/b              | false",
                    "** !dist/*.whl                      | dist/p-2.0rc3+g0-py3.whl | false",
                    "** !**/*.java                       | src/a/A.java            | false",
                    "** !**/*.java                       | src/a/A.class           | true",
                    "* !src !src/**/*.tmp                | src/a                   | false",
                    "* !src src/**/*.tmp                 | src/a/b.tmp             | true",
                    "!a                                  | a                       | false",
                    "a !a a                              | a                       | true",
                    "a !a/b a/b/c                        | a/b/c                   | true",
                    "a !a/b a/b/c                        | a/b/d                   | false",
                })
        void theLastOneThatMatchesDecides(String patterns, String path, boolean excluded) {
            assertThat(IgnoreRules.of(patterns.split(" ", -1)).excludes(path)).isEqualTo(excluded);
        }

        /** The engine does not ask a rule that would change nothing for the folder, and so does not remember it. */
        @Test
        void aRuleThatChangedNothingForTheFolderIsForgottenInIt() {
            assertThat(IgnoreRules.of("a", "!a/x", "a").excludes("a/x")).isFalse();
            assertThat(IgnoreRules.of("a", "!a/x", "a/*").excludes("a/x")).isTrue();
        }

        @Test
        void noneExcludeNothing() {
            assertThat(IgnoreRules.NONE.excludes("a/b")).isFalse();
            assertThat(IgnoreRules.parse("# only this\n\n").excludes("# only this"))
                    .isFalse();
        }
    }

    @Nested
    class Walking {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a            | a   | false",
                    "a            | b   | true",
                    "a !a/x       | a   | true",
                    "a !ab/x      | a   | false",
                    "a/b !a/c     | a/b | false",
                    "* !a/b/c     | a/b | true",
                    "* !a/b/c     | a/c | false",
                    "* !a/*.md    | a   | true",
                    "* !*.md      | a   | false",
                    "** !**/x     | a/b | true",
                    "* !a*/x      | ab  | true",
                    "* !a*/x      | b   | false",
                    "* !a/**      | a   | true",
                    "!a/x *       | a   | false",
                    "a !a/x a     | a   | true",
                })
        void anExcludedFolderIsWalkedWhereAnExceptionMayLieInside(String patterns, String folder, boolean walked) {
            IgnoreRules.Verdict verdict =
                    IgnoreRules.of(patterns.split(" ", -1)).top();
            for (String name : folder.split("/", -1)) {
                verdict = verdict.of(name);
            }
            assertThat(verdict.mayHoldIncluded()).isEqualTo(walked);
        }

        @Test
        void theTopIsNeverExcluded() {
            IgnoreRules.Verdict top = IgnoreRules.of("**", ".", "/").top();
            assertThat(top.isExcluded()).isFalse();
            assertThat(top.mayHoldIncluded()).isTrue();
            assertThat(IgnoreRules.of("**").excludes("")).isFalse();
        }
    }

    @Nested
    class Reading {
        @Test
        void linesAreReadAsTheEngineReadsThem() {
            assertThat(IgnoreRules.parse("\uFEFF# comment\r\n"
                            + "plain\r\n"
                            + "\t /from/the/top/ \n"
                            + "\n"
                            + " # no comment\n"
                            + "! /in/again\n"
                            + "a//b/./c/../d\u00A0\n"
                            + "!!double\n"
                            + "/\n"
                            + "./here\n"
                            + "../x/\n"
                            + "last"))
                    .hasToString("IgnoreRules[plain, from/the/top, # no comment, !in/again, a/b/d, !!double, /, here,"
                            + " ../x, last]");
        }

        @Test
        void theMarkOfUtf8IsOnlyOneAtTheBeginning() {
            assertThat(IgnoreRules.parse("\uFEFFa").excludes("a")).isTrue();
            assertThat(IgnoreRules.parse("b\n\uFEFFa").excludes("a")).isFalse();
        }

        @Test
        void ofPatternsNoneIsAComment() {
            assertThat(IgnoreRules.of("#a", " ", "/b/")).hasToString("IgnoreRules[#a, b]");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "!       | has nothing after its !",
                    "! /     | has nothing after its !",
                    "[       | has a class without its ]",
                    "[^      | has a class without its ]",
                    "a[b     | has a class without its ]",
                    "a[b-    | has a class without its ]",
                    "[]a]    | has a ] in a class",
                    "[-x]    | has a - in a class",
                    "[x-]    | has a ] in a class",
                    "[a-b-c] | has a - in a class",
                    "[Local-Only] | has the range l-O",
                    "[*]     | write \\*",
                    "[a?]    | write \\?",
                    "[[:alpha:]] | write \\[",
                    "\\      | ends with a \\",
                    "a[\\    | ends with a \\",
                    "src\\main | folders are separated by /",
                    "[\\d]   | before 'd'",
                    "\\é     | before 'é'",
                })
        void aWrongPatternIsRefusedByNameAndPlace(String pattern, String why) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IgnoreRules.parse("fine\n#\n" + pattern + "\nfine"))
                    .withMessageStartingWith("Ignore rule '%s', line 3, ", pattern)
                    .withMessageContaining(why);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IgnoreRules.of("fine", pattern))
                    .withMessageStartingWith("Ignore rule '%s', number 2, ", pattern);
        }
    }

    @Nested
    class Keeping {
        @ParameterizedTest
        @ValueSource(strings = {"Dockerfile", "docker/web.Dockerfile", "a*b/[x]?", "^a*", "!a", "\\", " a", "#"})
        void isToTheLetter(String path) {
            IgnoreRules rules = IgnoreRules.of("**").keeping(path);

            assertThat(rules.excludes(path)).isFalse();
            assertThat(rules.excludes(path + "x")).isTrue();
            assertThat(rules.excludes("x" + path)).isTrue();
        }

        @Test
        void leavesTheRulesThatItWasAskedOf() {
            IgnoreRules rules = IgnoreRules.of("*");

            assertThat(rules.keeping("a", "./b", "/c/d")).hasToString("IgnoreRules[*, !a, !b, !c/d]");
            assertThat(rules).hasToString("IgnoreRules[*]");
        }
    }

    @Test
    void rulesAreValues() {
        assertThat(IgnoreRules.parse("# comment\n/a/\n! b"))
                .isEqualTo(IgnoreRules.of("a", "!b"))
                .hasSameHashCodeAs(IgnoreRules.of("a", "!b"))
                .isNotEqualTo(IgnoreRules.of("!b", "a"))
                .isNotEqualTo(IgnoreRules.NONE);
    }

    @Property(tries = 2000)
    void nothingIsIncludedInAFolderThatNeedNotBeWalked(
            @ForAll("patternLists") List<String> patterns, @ForAll("paths") String path) {
        IgnoreRules.Verdict verdict =
                IgnoreRules.of(patterns.toArray(String[]::new)).top();
        boolean pruned = false;
        for (String name : path.split("/", -1)) {
            verdict = verdict.of(name);
            assertThat(pruned && !verdict.isExcluded()).isFalse();
            pruned |= !verdict.mayHoldIncluded();
        }
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefused(@ForAll("texts") String text) {
        try {
            assertThat(IgnoreRules.parse(text).excludes("a/b")).isIn(true, false);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("Ignore rule '");
        }
    }

    @Provide
    Arbitrary<List<String>> patternLists() {
        Arbitrary<String> pattern = Arbitraries.of("a", "b", ".", "/", "*", "?", "**/", "**", "[ab]", "[^a]")
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(parts -> "./" + String.join("", parts));
        return Combinators.combine(Arbitraries.of("", "!"), pattern)
                .as(String::concat)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "ab", "ba", "a.b", ".a", "aab", "c")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> String.join("/", names));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab*?[]^-\\!#/.: \n\r\t\u0000\uFEFF⚓")
                .ofMaxLength(20);
    }
}
