package dev.estibador.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.estibador.build.Dockerfile.Instructions;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of instructions, scripts, and what a builder would misread. */
class DockerfileOptionsTest {
    @Test
    void optionsStandBetweenTheInstructionAndItsArguments() {
        Dockerfile dockerfile = Dockerfile.directives(
                        d -> d.check("skip=all").syntax("docker/dockerfile:1").escape('\\'))
                .comment("what the images\nare made of")
                .arg("TAG", "21")
                .from("golang:$TAG", f -> f.platform("$BUILDPLATFORM").as("build"))
                .copy("a", "/", c -> c.from("other").chown("1:2").chmod("0644").link(true))
                .copy(List.of("x/*", "y"), "/z/", c -> c.parents(true).exclude("*.md", "a b"))
                .add("https://example.org/x", "/", a -> a.checksum("sha256:0")
                        .chown("app")
                        .chmod("755")
                        .link(true)
                        .unpack(false)
                        .exclude("*.txt"))
                .add(List.of("https://example.org/x.git"), "/x", a -> a.keepGitDir(true))
                .run("make", r -> r.network(RunOptions.Network.NONE).security(RunOptions.Security.SANDBOX))
                .runExec(List.of("make", "all"), r -> r.device("nvidia.com/gpu=all"))
                .expose("53/udp", "8000-8010", "$PORT/tcp")
                .cmdShell("exec app \"$A\"")
                .entrypointShell("exec tini")
                .healthcheck(List.of("/check"), h -> h.interval(Duration.ofMillis(1500))
                        .timeout(Duration.ofSeconds(3))
                        .startPeriod(Duration.ofMinutes(2))
                        .startInterval(Duration.ofSeconds(1))
                        .retries(5))
                .healthcheckShell("curl -f localhost", h -> h.timeout(Duration.ZERO))
                .healthcheckShell("true")
                .onbuild(b -> b.copy(".", "/src").run("make"));

        assertThat(dockerfile.text()).isEqualTo("""
            # syntax=docker/dockerfile:1
            # escape=\\
            # check=skip=all
            # what the images
            # are made of
            ARG TAG="21"
            FROM --platform=$BUILDPLATFORM golang:$TAG AS build
            COPY --from=other --chown=1:2 --chmod=0644 --link ["a", "/"]
            COPY --parents --exclude=*.md --exclude='a b' ["x/*", "y", "/z/"]
            ADD --checksum=sha256:0 --chown=app --chmod=755 --link --unpack=false --exclude=*.txt ["https://example.org/x", "/"]
            ADD --keep-git-dir ["https://example.org/x.git", "/x"]
            RUN --network=none --security=sandbox make
            RUN --device=nvidia.com/gpu=all ["make", "all"]
            EXPOSE 53/udp 8000-8010 $PORT/tcp
            CMD exec app "$A"
            ENTRYPOINT exec tini
            HEALTHCHECK --interval=1500ms --timeout=3s --start-period=120s --start-interval=1s --retries=5 CMD ["/check"]
            HEALTHCHECK --timeout=0s CMD curl -f localhost
            HEALTHCHECK CMD true
            ONBUILD COPY [".", "/src"]
            ONBUILD RUN make
            """);
    }

    @Test
    void whatACommandIsGivenForAWhileIsMounted() {
        assertThat(RunMount.bind("/src")).hasToString("type=bind,target=/src");
        assertThat(RunMount.bind("/a,b c", b -> b.from("build").source("/out").readWrite(true)))
                .hasToString("type=bind,\"target=/a,b c\",from=build,source=/out,readwrite");
        assertThat(RunMount.cache("/c", c -> c.id("i")
                        .from("base")
                        .source("/s")
                        .readOnly(true)
                        .sharing(RunMount.Sharing.LOCKED)
                        .mode(0700)
                        .uid(1)
                        .gid(2)))
                .hasToString(
                        "type=cache,target=/c,id=i,from=base,source=/s,readonly,sharing=locked,mode=0700,uid=1,gid=2");
        assertThat(RunMount.tmpfs("/t", t -> t.size(1 << 20))).hasToString("type=tmpfs,target=/t,size=1048576");
        assertThat(RunMount.secret("s")).hasToString("type=secret,id=s");
        assertThat(RunMount.secret("s", s -> s.target("/s")
                        .env("S")
                        .required(true)
                        .mode(0400)
                        .uid(1)
                        .gid(2)))
                .hasToString("type=secret,id=s,target=/s,env=S,required,mode=0400,uid=1,gid=2");
        assertThat(RunMount.ssh()).hasToString("type=ssh");
        assertThat(RunMount.ssh(s -> s.id("i")
                        .target("/s")
                        .required(true)
                        .required(false)
                        .mode(0600)
                        .uid(1)
                        .gid(2)))
                .hasToString("type=ssh,id=i,target=/s,mode=0600,uid=1,gid=2");
        assertThat(lastLine(d -> d.run("make", r -> r.mount(RunMount.ssh()).mount(RunMount.bind("/a,b")))))
                .isEqualTo("RUN --mount=type=ssh --mount='type=bind,\"target=/a,b\"' make");
    }

    @Test
    void aScriptAndATextEndWithALineThatTheyDoNotHold() {
        assertThat(Dockerfile.from("a")
                        .runScript("set -e\necho $A\n")
                        .runScript("#!/usr/bin/python3\nprint('EOF')", r -> r.mount(RunMount.ssh()))
                        .copyText("EOF1 EOF", "/its")
                        .copyText("", "/empty", c -> c.chmod("0600"))
                        .text())
                .isEqualTo("""
            FROM a
            RUN <<EOF
            set -e
            echo $A
            EOF
            RUN --mount=type=ssh <<EOF1
            #!/usr/bin/python3
            print('EOF')
            EOF1
            COPY <<"EOF2" /its
            EOF1 EOF
            EOF2
            COPY --chmod=0600 <<"EOF" /empty
            EOF
            """);
    }

    @Test
    void aCommentThatLooksLikeADirectiveIsNone() {
        assertThat(Dockerfile.ofText("").comment("escape=`").env("A", "\"").text())
                .isEqualTo("#\n# escape=`\nENV A=\"\\\"\"\n");
    }

    @Test
    void whatIsLeftToOtherBuildsIsNeitherAStageNorLeftToOthersAgain() {
        refused(d -> d.onbuild(b -> b.from("a")), "FROM cannot be left");
        refused(d -> d.onbuild(b -> b.onbuild(c -> c.run("a"))), "ONBUILD cannot be left");
        refused(d -> d.onbuild(b -> Dockerfile.from("a")), "give them back");
        assertThat(Dockerfile.from("a")
                        .onbuild(b -> b.runScript("a\nb"))
                        .user("c")
                        .text())
                .isEqualTo("FROM a\nONBUILD RUN <<EOF\na\nb\nEOF\nUSER c\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\"b", "a'b", "a\\b", "a\nb", "é", "`a"})
    void anOptionSaysNoMoreThanABuilderReads(String value) {
        refused(d -> d.copy("a", "b", c -> c.chown(value)), "no option of a Dockerfile's instruction can say that");
        refused(d -> d.copy("a", "b", c -> c.exclude(value)), "The pattern");
        refused(d -> d.from("a", f -> f.platform(value)), "The platform");
        refused(d -> d.run("a", r -> r.mount(RunMount.cache(value))), "The target of the mount");
        refused(d -> d.run("a", r -> r.mount(RunMount.secret(value))), "The id of the mount");
        refused(d -> d.run("a", r -> r.network(new RunOptions.Network(value))), "The network");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat <<EOF", "cat <<-EOF >a", "cat 3<<'E F'", "a 'b' << c", "a \"'\" <<b", "<<EOF"})
    void aHeredocOfItsOwnWouldGoOnBelow(String command) {
        refused(d -> d.run(command), "would swallow the next instruction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat <<< a", "echo '<<EOF'", "echo \"a\\\" <<b\"", "echo $((1<<2))", "a \\<<b", "a <b"})
    void whatIsNoHeredocIsACommand(String command) {
        assertThat(lastLine(d -> d.run(command))).isEqualTo("RUN " + command);
    }

    @Test
    void aCommandIsNotReadAsAnArray() {
        refused(d -> d.run("[ \"$A\" ]"), "write test instead of [");
        refused(d -> d.cmdShell("[\"a\"]"), "write test instead of [");
        assertThat(lastLine(d -> d.run("[ -f a ]"))).isEqualTo("RUN [ -f a ]");
        assertThat(lastLine(d -> d.run("[ \"$A\" ] && b"))).isEqualTo("RUN [ \"$A\" ] && b");
    }

    private static void refused(Function<Instructions, Dockerfile> instruction, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instruction.apply(Dockerfile.from("scratch")))
                .withMessageContaining(why);
    }

    private static String lastLine(Function<Instructions, Dockerfile> instruction) {
        String text = instruction.apply(Dockerfile.from("scratch")).text();
        return text.substring("FROM scratch\n".length(), text.length() - 1);
    }
}
