package dev.estibador.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.estibador.build.Dockerfile.Instructions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
    @Test
    void theSampleOfTheDesignReadsAsADockerfile() {
        Dockerfile dockerfile =
                Dockerfile.from("eclipse-temurin:21-jre").copy("app.jar", "/").entrypoint("java", "-jar", "/app.jar");

        assertThat(dockerfile.text()).isEqualTo("""
            FROM eclipse-temurin:21-jre
            COPY ["app.jar", "/"]
            ENTRYPOINT ["java", "-jar", "/app.jar"]
            """);
    }

    @Test
    void everyInstructionIsWrittenAsItsOwnLine() {
        Dockerfile dockerfile = Dockerfile.from("maven:3", "build")
                .arg("VERSION")
                .arg("MODE", "fast")
                .shell("/bin/bash", "-c")
                .run("mvn -q package && echo \"$VERSION\"")
                .runExec("/bin/sh", "-ec", "a\nb")
                .from("scratch")
                .copyFrom("build", "/target/*.jar", "/app/")
                .copy(List.of("a b", "c"), "/app/")
                .add("https://example.org/x.tar", "/x/")
                .env("TZ", "UTC")
                .label("org.opencontainers.image.title", "My app")
                .workdir("/my app")
                .user("1000:1000")
                .expose(80, 443)
                .volume("/data", "/my logs")
                .cmd("serve")
                .entrypoint()
                .stopSignal("SIGTERM")
                .healthcheck("/check", "--fast")
                .healthcheckNone()
                .line("ENV PATH=/app:$PATH");

        assertThat(dockerfile.text()).isEqualTo("""
            FROM maven:3 AS build
            ARG VERSION
            ARG MODE="fast"
            SHELL ["/bin/bash", "-c"]
            RUN mvn -q package && echo "$VERSION"
            RUN ["/bin/sh", "-ec", "a\\nb"]
            FROM scratch
            COPY --from=build ["/target/*.jar", "/app/"]
            COPY ["a b", "c", "/app/"]
            ADD ["https://example.org/x.tar", "/x/"]
            ENV TZ="UTC"
            LABEL org.opencontainers.image.title="My app"
            WORKDIR /my app
            USER 1000:1000
            EXPOSE 80 443
            VOLUME ["/data", "/my logs"]
            CMD ["serve"]
            ENTRYPOINT []
            STOPSIGNAL SIGTERM
            HEALTHCHECK CMD ["/check", "--fast"]
            HEALTHCHECK NONE
            ENV PATH=/app:$PATH
            """);
    }

    @Test
    void anInstructionLeavesTheValueItWasCalledOnAlone() {
        Instructions base = Dockerfile.from("scratch");

        assertThat(base.user("a").text()).isEqualTo("FROM scratch\nUSER a\n");
        assertThat(base.user("b").text()).isEqualTo("FROM scratch\nUSER b\n");
        assertThat(base.text()).isEqualTo("FROM scratch\n");
    }

    @Test
    void aTextThatIsThereIsKeptAndGoesOnBelow() {
        assertThat(Dockerfile.ofText("FROM a\r\nRUN b").text()).isEqualTo("FROM a\r\nRUN b");
        assertThat(Dockerfile.ofText("ARG TAG=1").from("a:$TAG").text()).isEqualTo("ARG TAG=1\nFROM a:$TAG\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# escape=`\nFROM a", "#syntax=docker/dockerfile:1\n # ESCAPE = `\nFROM a"})
    void underABacktickItIsWhatEscapes(String text) {
        Instructions dockerfile = Dockerfile.ofText(text);

        assertThat(dockerfile.env("A", "C:\\ \" $B `").text()).isEqualTo(text + "\nENV A=\"C:\\ `\" `$B ``\"\n");
        assertThat(dockerfile.workdir("C:\\it's\\").text()).isEqualTo(text + "\nWORKDIR C:\\it`'s\\\n");
        assertThat(dockerfile.copy("a\\b", "c:\\").text()).isEqualTo(text + "\nCOPY [\"a\\\\b\", \"c:\\\\\"]\n");
        assertThat(dockerfile.run("dir c:\\").text()).isEqualTo(text + "\nRUN dir c:\\\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dockerfile.run("a `"))
                .withMessageContaining("would swallow the next instruction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dockerfile.workdir("a`"))
                .withMessageContaining("ends in the escape character");
    }

    @Test
    void aBacktickFurtherDownIsAComment() {
        assertThat(Dockerfile.ofText("FROM a\n# escape=`\n").env("A", "b").text())
                .endsWith("\nENV A=\"b\"\n");
    }

    @Test
    void valuesOfVariablesAreTakenLiterally() {
        assertThat(lastLine(d -> d.env("A", "\\ \" $HOME ${X} 'q' \t é")))
                .isEqualTo("ENV A=\"\\\\ \\\" \\$HOME \\${X} 'q' \t é\"");
        assertThat(lastLine(d -> d.label("A", ""))).isEqualTo("LABEL A=\"\"");
        assertThat(lastLine(d -> d.arg("A", "\\"))).isEqualTo("ARG A=\"\\\\\"");
    }

    /** A quote in a path is the path's own; the escape character and variables stay the Dockerfile's. */
    @Test
    void quotesInPathsAreEscapedAndVariablesKept() {
        assertThat(lastLine(d -> d.copy("it's \"$X\" \\$Y \\'", "/"))).isEqualTo("""
            COPY ["it\\\\'s \\\\\\"$X\\\\\\" \\\\$Y \\\\'", "/"]\
            """);
        assertThat(lastLine(d -> d.workdir("/it's"))).isEqualTo("WORKDIR /it\\'s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\r", "\n"})
    void aLineBreakInAValueIsRefusedWithAWayOut(String value) {
        refused(d -> d.env("A", value), "the value of ENV A: give it to the container when you create it");
        refused(d -> d.label("A", value), "the value of LABEL A: give it as a label of the build");
        refused(d -> d.arg("A", value), "the value of ARG A: give it as an argument of the build");
    }

    @Test
    void whatWouldRunIntoTheNextLineIsRefused() {
        refused(d -> d.run("a\nb"), "runExec(\"/bin/sh\", \"-ec\", ..)");
        refused(d -> d.run("a \\"), "would swallow the next instruction");
        refused(d -> d.run("a \\  "), "would swallow the next instruction");
        refused(d -> d.workdir("/a\\"), "ends in the escape character");
        refused(d -> d.workdir("/a\nRUN b"), "line break");
        refused(d -> d.user("a\nRUN b"), "line break");
        refused(d -> d.stopSignal("a\nRUN b"), "line break");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a=b", "a\nb", "a\"", "'a", "$a", "a\\", "a\0", "a\u2003b", "--a"})
    void aNameWithMarksOfTheSyntaxIsRefused(String name) {
        refused(d -> d.env(name, "x"), "is no name for ENV");
        refused(d -> d.label(name, "x"), "is no name for LABEL");
        refused(d -> d.arg(name), "is no name for ARG");
        refused(d -> d.arg(name, "x"), "is no name for ARG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\"b", "\ta"})
    void anImageOrStageIsOneWord(String word) {
        refused(d -> d.from(word), "is empty or holds a space");
        refused(d -> d.copyFrom(word, "a", "b"), "is empty or holds a space");
        refused(d -> d.from("a", word), "is no name of a stage");
    }

    @Test
    void whatTheEngineWouldRefuseIsRefusedAtOnce() {
        refused(d -> d.expose(), "ports from 1 to 65535");
        refused(d -> d.expose(80, 0), "ports from 1 to 65535");
        refused(d -> d.expose(65536), "ports from 1 to 65535");
        refused(d -> d.copy(List.of("a", "b"), "/c"), "must end in '/'");
        refused(d -> d.copy(List.of(), "/c"), "no source");
        refused(d -> d.add("", "/"), "must not be empty");
        refused(d -> d.runExec(), "RUN needs");
        refused(d -> d.shell(), "SHELL needs");
        refused(d -> d.healthcheck(), "HEALTHCHECK needs");
        refused(d -> d.volume(), "VOLUME needs");
        refused(d -> d.volume(""), "blank");
        refused(d -> d.volume("/a\u00a0"), "begins or ends with a space");
        refused(d -> d.workdir(" /a"), "begins or ends with a space");
        refused(d -> d.workdir("--a"), "taken for an option");
        refused(d -> d.run(" "), "is blank");
        refused(d -> d.runScript("\n"), "is blank");
        refused(d -> d.copyText("a", "/b/"), "needs a file's name");
        refused(d -> d.copyText("a", "/b", c -> c.from("c")), "comes from nowhere else");
        refused(d -> d.copyText("a", "/b c"), "holds a space");
        refused(d -> d.expose("0"), "is no port");
        refused(d -> d.expose("9-8"), "is no port");
        refused(d -> d.expose("80/tpc"), "is no port");
        refused(d -> d.healthcheckShell("a", h -> h.retries(-1)), "0 or more");
        refused(d -> d.healthcheckShell("a", h -> h.timeout(Duration.ofNanos(1))), "at least a millisecond");
        refused(d -> d.run("a", r -> r.mount(RunMount.cache("b", c -> c.mode(010000)))), "permission bits");
        refused(d -> d.run("a", r -> r.mount(RunMount.tmpfs("b", t -> t.size(-1)))), "0 or more");
        refused(d -> Dockerfile.directives(p -> p.escape('x')).from("a"), "a backtick, and not x");
        refused(d -> Dockerfile.directives(p -> p.syntax("a\nb")).from("a"), "one line");
        refused(d -> d.cmd("a\0b"), "NUL");
        refused(d -> d.env("A", "\uD83D"), "half a surrogate pair");
        refused(d -> d.line("RUN \0"), "NUL");
    }

    @Property
    void quotedValuesComeOutOfTheBuilderAsTheyWentIn(@ForAll("oneLine") String value) {
        String line = lastLine(d -> d.env("KEY", value));

        assertThat(line).startsWith("ENV KEY=");
        assertThat(shellWord(line.substring("ENV KEY=".length()))).isEqualTo(value);
    }

    @Property
    void argumentsComeOutOfTheJsonAsTheyWentIn(@ForAll("text") String first, @ForAll("text") String second) {
        String line = lastLine(d -> d.cmd(first, second));

        assertThat(jsonStrings(line.substring("CMD ".length()))).isEqualTo(List.of(first, second));
    }

    @Property
    void noPathAddsALineOrAnElement(@ForAll("text") String path) {
        String source = path.replace("\\", "") + "x";
        String line = lastLine(d -> d.copy(source, "/target"));

        List<String> words = jsonStrings(line.substring("COPY ".length()));
        assertThat(words).hasSize(2);
        assertThat(words.get(0).replace("\\", "")).isEqualTo(source);
        assertThat(words.get(1)).isEqualTo("/target");
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().excludeChars('\0').ofMaxLength(30),
                Arbitraries.strings()
                        .withChars("\"'\\$ {}[]`#=\n\r\t\u001b\u007f\u2028é世")
                        .ofMaxLength(12),
                Arbitraries.strings()
                        .withCharRange('\u4e00', '\u4fff')
                        .ofMaxLength(5)
                        .map(s -> s + "\uD83D\uDEA2"));
    }

    @Provide
    Arbitrary<String> oneLine() {
        return text().map(value -> value.replace("\n", "").replace("\r", ""));
    }

    private static void refused(Function<Instructions, Dockerfile> instruction, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instruction.apply(Dockerfile.from("scratch")))
                .withMessageContaining(why);
    }

    /** The line that an instruction adds; fails if it adds more than one. */
    private static String lastLine(Function<Instructions, Dockerfile> instruction) {
        String text = instruction.apply(Dockerfile.from("scratch")).text();
        assertThat(text).startsWith("FROM scratch\n").endsWith("\n");
        String added = text.substring("FROM scratch\n".length(), text.length() - 1);
        assertThat(added).doesNotContain("\n");
        return added;
    }

    /** A word in double quotes as BuildKit's and the classic builder's lexer reads it. */
    private static String shellWord(String word) {
        assertThat(word).startsWith("\"");
        StringBuilder value = new StringBuilder();
        int i = 1;
        for (; word.charAt(i) != '"'; i++) {
            char c = word.charAt(i);
            assertThat(c).as("a variable that the builder would replace").isNotEqualTo('$');
            if (c == '\\' && "\"$\\".indexOf(word.charAt(i + 1)) >= 0) {
                c = word.charAt(++i);
            }
            value.append(c);
        }
        assertThat(i).as("the closing quote").isEqualTo(word.length() - 1);
        return value.toString();
    }

    /** An array of strings as any reader of JSON sees it, told apart by hand since this module has none. */
    private static List<String> jsonStrings(String json) {
        assertThat(json).startsWith("[").endsWith("]");
        List<String> strings = new ArrayList<>();
        int i = 1;
        while (json.charAt(i) != ']') {
            assertThat(json.charAt(i++)).isEqualTo('"');
            StringBuilder value = new StringBuilder();
            for (; json.charAt(i) != '"'; i++) {
                char c = json.charAt(i);
                assertThat(c).as("control characters must be escaped").isGreaterThanOrEqualTo(' ');
                if (c == '\\') {
                    char escape = json.charAt(++i);
                    switch (escape) {
                        case 'n' -> c = '\n';
                        case 'r' -> c = '\r';
                        case 't' -> c = '\t';
                        case 'u' -> {
                            c = (char) Integer.parseInt(json.substring(i + 1, i + 5), 16);
                            i += 4;
                        }
                        default -> {
                            assertThat(escape).isIn('"', '\\');
                            c = escape;
                        }
                    }
                }
                value.append(c);
            }
            strings.add(value.toString());
            i++;
            if (json.startsWith(", ", i)) {
                i += 2;
            }
        }
        assertThat(i).isEqualTo(json.length() - 1);
        return strings;
    }
}
