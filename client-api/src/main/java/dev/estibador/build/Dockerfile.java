package dev.estibador.build;

import static dev.estibador.common.Builders.built;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Dockerfile, written as code: {@code Dockerfile.from("eclipse-temurin:21-jre").copy("app.jar",
 * "/").entrypoint("java", "-jar", "/app.jar")}. Immutable; each instruction gives a new value.
 *
 * <p>What is taken how, and safe to pass through without quoting of your own:
 *
 * <ul>
 *   <li>Arguments of the exec form (commands, entry points) and the values of {@code env}, {@code label} and
 *       {@code arg} arrive exactly as given: {@code $} is a dollar sign. Where a variable is meant, write the
 *       {@link Instructions#line line}: {@code line("ENV PATH=/app/bin:$PATH")}.
 *   <li>Paths, users and signals keep what a Dockerfile makes of them: {@code $NAME} is replaced, {@code \} escapes the
 *       next character, and {@code *}, {@code ?} and {@code [} are wildcards in the sources of {@code copy} and {@code
 *       add}. Spaces and quotes in them are themselves.
 *   <li>What goes to a shell ({@code run}, {@code runScript}, {@code cmdShell}, ..) goes to it as it is.
 *   <li>Options of instructions are ASCII without quotes; {@code $NAME} is replaced in most.
 * </ul>
 *
 * <p>An {@link IllegalArgumentException} answers what no Dockerfile can say, such as a line break in a label. What only
 * BuildKit understands says so, with the version of the Dockerfile's syntax that it came with: the builder of Docker
 * 20.10 reads 1.2 and that of 23.0 reads 1.4, and {@link Directives#syntax} brings each a newer one.
 */
public sealed interface Dockerfile {
    /** Begins with {@code FROM image}. */
    static Instructions from(String image) {
        return ofText("").from(image);
    }

    /** Begins with {@code FROM image AS stage}. */
    static Instructions from(String image, String stage) {
        return ofText("").from(image, stage);
    }

    /** Begins with {@code FROM}: {@code from("golang:1", f -> f.platform("$BUILDPLATFORM").as("build"))}. */
    static Instructions from(String image, Consumer<FromOptions> options) {
        return ofText("").from(image, options);
    }

    /** Begins with {@code ARG}, for the images: {@code arg("TAG", "21").from("eclipse-temurin:$TAG")}. */
    static Instructions arg(String name, String preset) {
        return ofText("").arg(name, preset);
    }

    /** Begins with parser directives: {@code directives(d -> d.syntax("docker/dockerfile:1")).from("alpine")}. */
    static Instructions directives(Consumer<Directives> directives) {
        return ofText(built(new Directives(), directives).text());
    }

    /** A Dockerfile that is there already, as it is. Further instructions go below it. */
    static Instructions ofText(String text) {
        return new Instructions(text, Notation.of(text), "");
    }

    /** The text, ready to be sent. */
    String text();

    /** A Dockerfile that more instructions can be added to. */
    final class Instructions implements Dockerfile {
        private static final String NO_SCRIPT =
                "join commands with &&, or use runScript(..) or runExec(\"/bin/sh\", \"-ec\", ..)";

        private final String text;
        private final Notation notation;
        private final String trigger;

        /** @param trigger what stands before each instruction: {@code ONBUILD} and a space, or nothing */
        private Instructions(String text, Notation notation, String trigger) {
            this.text = text;
            this.notation = notation;
            this.trigger = trigger;
        }

        @Override
        public String text() {
            return text;
        }

        /** {@code FROM image}: begins the next stage. */
        public Instructions from(String image) {
            return from(image, f -> {});
        }

        /** {@code FROM image AS stage}: begins a stage that others can name. */
        public Instructions from(String image, String stage) {
            return from(image, f -> f.as(stage));
        }

        /** {@code FROM}: begins the next stage. */
        public Instructions from(String image, Consumer<FromOptions> options) {
            if (!trigger.isEmpty()) {
                throw new IllegalArgumentException("FROM cannot be left to the builds that start from an image");
            }
            return instruction("FROM" + built(new FromOptions(), options).around(notation.word("image", image)));
        }

        /**
         * {@code RUN command}, by the shell. One line: join commands with {@code &&}, or see {@link #runScript}, or give
         * a longer script to a shell of your choice by {@code runExec("/bin/sh", "-ec", script)}.
         */
        public Instructions run(String command) {
            return run(command, r -> {});
        }

        /** {@code RUN}, by the shell: {@code run("mvn verify", r -> r.mount(RunMount.cache("/root/.m2")))}. BuildKit. */
        public Instructions run(String command, Consumer<RunOptions> options) {
            String line = notation.command("RUN", command, NO_SCRIPT);
            if (Notation.opensHeredoc(line)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "The heredoc in the command '%s' would swallow the next instruction: %s",
                        line,
                        NO_SCRIPT));
            }
            return instruction("RUN" + built(new RunOptions(), options).flags.text() + " " + line);
        }

        /** {@code RUN ["executable", "argument"]}, without a shell. */
        public Instructions runExec(String... command) {
            return runExec(List.of(command), r -> {});
        }

        /** {@code RUN ["executable", "argument"]}, without a shell. BuildKit. */
        public Instructions runExec(List<String> command, Consumer<RunOptions> options) {
            return instruction("RUN" + built(new RunOptions(), options).flags.text() + " " + exec("RUN", command));
        }

        /** {@code RUN <<EOF}: as {@link #runScript(String, Consumer)}, without options. */
        public Instructions runScript(String script) {
            return runScript(script, r -> {});
        }

        /**
         * {@code RUN <<EOF}: a script of any number of lines, by the shell, or by what its first line names behind
         * {@code #!}. A shell goes on when a line fails, unless told by {@code set -e}. BuildKit, since Dockerfile 1.4.
         */
        public Instructions runScript(String script, Consumer<RunOptions> options) {
            if (script.isBlank()) {
                throw new IllegalArgumentException("The script of RUN is blank");
            }
            String flags = built(new RunOptions(), options).flags.text();
            return instruction(Notation.heredoc("RUN" + flags, "", "", Notation.sendable("script", script)));
        }

        /** {@code COPY} of one path of the context, or of many by a wildcard. */
        public Instructions copy(String source, String target) {
            return copy(List.of(source), target);
        }

        /** {@code COPY}: {@code copy("/src/app.jar", "/", c -> c.from("build").chown("1000:1000"))}. */
        public Instructions copy(String source, String target, Consumer<CopyOptions> options) {
            return copy(List.of(source), target, options);
        }

        /** {@code COPY} of several paths; then {@code target} must end in {@code /}. */
        public Instructions copy(List<String> sources, String target) {
            return copy(sources, target, c -> {});
        }

        /** {@code COPY} of several paths; then {@code target} must end in {@code /}. */
        public Instructions copy(List<String> sources, String target, Consumer<CopyOptions> options) {
            String flags = built(new CopyOptions(), options).flags.text();
            return instruction("COPY" + flags + " " + notation.paths(sources, target));
        }

        /** {@code COPY --from=stage}: from an earlier stage, by name or number, or from an image. */
        public Instructions copyFrom(String stage, String source, String target) {
            return copy(source, target, c -> c.from(notation.word("stage", stage)));
        }

        /** {@code COPY <<"EOF"}: as {@link #copyText(String, String, Consumer)}, without options. */
        public Instructions copyText(String content, String target) {
            return copyText(content, target, c -> {});
        }

        /**
         * {@code COPY <<"EOF" target}: a file with this text, taken literally, and a line break at its end. The target
         * has no spaces or quotes. BuildKit, since Dockerfile 1.4; for others, put the text into the context.
         */
        public Instructions copyText(String content, String target, Consumer<CopyOptions> options) {
            Flags flags = built(new CopyOptions(), options).flags;
            if (target.endsWith("/") || flags.has("from") || flags.has("parents") || flags.has("exclude")) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "The text for '%s' needs a file's name there, and comes from nowhere else",
                        target));
            }
            String opening = "COPY" + flags.text();
            String name = " " + notation.word("target", target);
            return instruction(Notation.heredoc(opening, "\"", name, Notation.sendable("text", content)));
        }

        /** {@code ADD}: as {@link #copy(String, String)}, and unpacks archives and fetches URLs. */
        public Instructions add(String source, String target) {
            return add(List.of(source), target);
        }

        /** {@code ADD}: {@code add("https://example.org/x.tar", "/x/", a -> a.checksum("sha256:.."))}. */
        public Instructions add(String source, String target, Consumer<AddOptions> options) {
            return add(List.of(source), target, options);
        }

        /** {@code ADD} of several; then {@code target} must end in {@code /}. */
        public Instructions add(List<String> sources, String target) {
            return add(sources, target, a -> {});
        }

        /** {@code ADD} of several; then {@code target} must end in {@code /}. */
        public Instructions add(List<String> sources, String target, Consumer<AddOptions> options) {
            String flags = built(new AddOptions(), options).flags.text();
            return instruction("ADD" + flags + " " + notation.paths(sources, target));
        }

        /** {@code ENV key="value"}. */
        public Instructions env(String key, String value) {
            return assignment("ENV", key, value, "give it to the container when you create it");
        }

        /** {@code ARG name}: an argument of the build without a default. */
        public Instructions arg(String name) {
            return instruction("ARG " + Notation.key("ARG", name));
        }

        /** {@code ARG name="preset"}. */
        public Instructions arg(String name, String preset) {
            return assignment("ARG", name, preset, "give it as an argument of the build");
        }

        /** {@code LABEL key="value"}. */
        public Instructions label(String key, String value) {
            return assignment("LABEL", key, value, "give it as a label of the build");
        }

        /** {@code WORKDIR path}. */
        public Instructions workdir(String path) {
            return instruction("WORKDIR " + notation.rest("path", path));
        }

        /** {@code USER user}: a name or id, and {@code :group} if need be. */
        public Instructions user(String user) {
            return instruction("USER " + notation.rest("user", user));
        }

        /** {@code EXPOSE}: ports of TCP, 1 to 65535. */
        public Instructions expose(int... ports) {
            if (ports.length == 0 || IntStream.of(ports).anyMatch(port -> port < 1 || port > 65535)) {
                throw new IllegalArgumentException("EXPOSE needs ports from 1 to 65535, not " + Arrays.toString(ports));
            }
            return instruction(
                    "EXPOSE " + IntStream.of(ports).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        }

        /** {@code EXPOSE}: ports or ranges of them, with a protocol if need be: {@code 53/udp}, {@code 8000-8010}. */
        public Instructions expose(String first, String... more) {
            StringBuilder ports = new StringBuilder("EXPOSE ").append(notation.port(first));
            for (String one : more) {
                ports.append(' ').append(notation.port(one));
            }
            return instruction(ports.toString());
        }

        /** {@code VOLUME ["path"]}. */
        public Instructions volume(String... paths) {
            List<String> words = Arrays.stream(paths)
                    .map(path -> notation.path(Notation.trimmed("path", path)))
                    .toList();
            return instruction("VOLUME " + exec("VOLUME", words));
        }

        /** {@code CMD ["executable", "argument"]}; with no argument at all, the base image's command is dropped. */
        public Instructions cmd(String... command) {
            return instruction("CMD " + Notation.json("command", List.of(command)));
        }

        /** {@code CMD command}, by the shell. */
        public Instructions cmdShell(String command) {
            return instruction("CMD " + notation.command("CMD", command, "join commands with &&"));
        }

        /** {@code ENTRYPOINT ["executable", "argument"]}; with no argument at all, the base image's is dropped. */
        public Instructions entrypoint(String... command) {
            return instruction("ENTRYPOINT " + Notation.json("command", List.of(command)));
        }

        /** {@code ENTRYPOINT command}, by the shell, which does not pass on signals or the container's arguments. */
        public Instructions entrypointShell(String command) {
            return instruction("ENTRYPOINT " + notation.command("ENTRYPOINT", command, "join commands with &&"));
        }

        /** {@code STOPSIGNAL signal}, by name or number. */
        public Instructions stopSignal(String signal) {
            return instruction("STOPSIGNAL " + notation.rest("signal", signal));
        }

        /** {@code HEALTHCHECK CMD ["executable", "argument"]} with the engine's own timing. */
        public Instructions healthcheck(String... command) {
            return healthcheck(List.of(command), h -> {});
        }

        /** {@code HEALTHCHECK}: {@code healthcheck(List.of("/check"), h -> h.interval(Duration.ofSeconds(5)))}. */
        public Instructions healthcheck(List<String> command, Consumer<HealthcheckOptions> options) {
            String flags = built(new HealthcheckOptions(), options).flags.text();
            return instruction("HEALTHCHECK" + flags + " CMD " + exec("HEALTHCHECK", command));
        }

        /** {@code HEALTHCHECK CMD command}, by the shell, with the engine's own timing. */
        public Instructions healthcheckShell(String command) {
            return healthcheckShell(command, h -> {});
        }

        /** {@code HEALTHCHECK CMD command}, by the shell. */
        public Instructions healthcheckShell(String command, Consumer<HealthcheckOptions> options) {
            String flags = built(new HealthcheckOptions(), options).flags.text();
            return instruction("HEALTHCHECK" + flags + " CMD "
                    + notation.command("HEALTHCHECK", command, "join commands with &&"));
        }

        /** {@code HEALTHCHECK NONE}: drops the base image's check. */
        public Instructions healthcheckNone() {
            return instruction("HEALTHCHECK NONE");
        }

        /** {@code SHELL ["executable", "argument"]}: what {@link #run} is given to from here on. */
        public Instructions shell(String... command) {
            return instruction("SHELL " + exec("SHELL", List.of(command)));
        }

        /**
         * {@code ONBUILD}: what is added by {@code instructions} is left to the builds that start from this image: {@code
         * onbuild(b -> b.copy(".", "/src").run("make"))}.
         */
        public Instructions onbuild(UnaryOperator<Instructions> instructions) {
            if (!trigger.isEmpty()) {
                throw new IllegalArgumentException("ONBUILD cannot be left to the builds that start from an image");
            }
            Instructions added = instructions.apply(new Instructions(text, notation, "ONBUILD "));
            if (added.trigger.isEmpty() || !added.text.startsWith(text)) {
                throw new IllegalArgumentException("Add to the instructions that onbuild gives, and give them back");
            }
            return new Instructions(added.text, notation, "");
        }

        /** {@code # comment}, of one line or several. */
        public Instructions comment(String comment) {
            return append(Notation.comment(comment));
        }

        /** Anything else, as it is: one line, or several where your engine understands them. */
        public Instructions line(String raw) {
            return instruction(Notation.sendable("line", raw));
        }

        private Instructions instruction(String instruction) {
            return append(trigger + instruction);
        }

        private Instructions append(String lines) {
            String before = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
            return new Instructions(before + lines + "\n", notation, trigger);
        }

        private Instructions assignment(String instruction, String key, String value, String instead) {
            return instruction(instruction + " " + Notation.key(instruction, key) + "="
                    + notation.quoted("value of " + instruction + " " + key, value, instead));
        }

        private static String exec(String instruction, List<String> command) {
            if (command.isEmpty()) {
                throw new IllegalArgumentException(instruction + " needs at least one argument");
            }
            return Notation.json("command", command);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Instructions that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
