package dev.estibador.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
 *   <li>The command of {@link Instructions#run run} goes to the shell as it is.
 * </ul>
 *
 * <p>An {@link IllegalArgumentException} answers what no Dockerfile can say, such as a line break in a label.
 */
public sealed interface Dockerfile {
    /** Begins with {@code FROM image}. */
    static Instructions from(String image) {
        return new Instructions("").from(image);
    }

    /** Begins with {@code FROM image AS stage}. */
    static Instructions from(String image, String stage) {
        return new Instructions("").from(image, stage);
    }

    /**
     * A Dockerfile that is there already, as it is. Further instructions go below it, for example to begin with an
     * {@code ARG}: {@code Dockerfile.ofText("ARG TAG=21").from("eclipse-temurin:$TAG")}.
     */
    static Instructions ofText(String text) {
        return new Instructions(text);
    }

    /** The text, ready to be sent. */
    String text();

    /**
     * A Dockerfile that more instructions can be added to.
     *
     * @param text what it says so far. The constructor is not API: use {@link Dockerfile#ofText}
     */
    record Instructions(String text) implements Dockerfile {
        /** The parser directive that turns the escape character from {@code \} to a backtick; only on the top lines. */
        private static final Pattern BACKTICK_ESCAPE =
                Pattern.compile("\\A\uFEFF?(\\s*#\\s*\\w+\\s*=.*\\R)*?\\s*#\\s*(?i:escape)\\s*=\\s*`.*");

        private static final Pattern STAGE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]*");
        private static final Pattern KEY = Pattern.compile("[^\\s=\"'$\\\\\\p{Cntrl}]+");

        /** {@code FROM image}: begins the next stage. */
        public Instructions from(String image) {
            return instruction("FROM " + word("image", image));
        }

        /** {@code FROM image AS stage}: begins a stage that {@link #copyFrom} can name. */
        public Instructions from(String image, String stage) {
            if (!STAGE.matcher(stage).matches()) {
                throw new IllegalArgumentException(
                        "'%s' is no name of a stage: a letter, then letters, digits, '_', '.' or '-'".formatted(stage));
            }
            return instruction("FROM " + word("image", image) + " AS " + stage);
        }

        /**
         * {@code RUN command}, by the shell. One line: join commands with {@code &&}, or give a longer script to a
         * shell of your choice by {@code runExec("/bin/sh", "-ec", script)}.
         */
        public Instructions run(String command) {
            String line =
                    plain("command", command.strip(), "join commands with && or use runExec(\"/bin/sh\", \"-ec\", ..)");
            if (line.endsWith("\\")) {
                throw new IllegalArgumentException("A command that ends in \\ would swallow the next instruction");
            }
            return instruction("RUN " + line);
        }

        /** {@code RUN ["executable", "argument"]}, without a shell. */
        public Instructions runExec(String... command) {
            return instruction("RUN " + json("command", some("RUN", command)));
        }

        /** {@code COPY} of one path of the context, or of many by a wildcard. */
        public Instructions copy(String source, String target) {
            return copy(List.of(source), target);
        }

        /** {@code COPY} of several paths; then {@code target} must end in {@code /}. */
        public Instructions copy(List<String> sources, String target) {
            return instruction("COPY " + paths(sources, target));
        }

        /** {@code COPY --from=stage}: from an earlier stage, by name or number, or from an image. */
        public Instructions copyFrom(String stage, String source, String target) {
            return instruction("COPY --from=" + word("stage", stage) + " " + paths(List.of(source), target));
        }

        /** {@code ADD}: as {@link #copy(String, String)}, and unpacks archives and fetches URLs. */
        public Instructions add(String source, String target) {
            return add(List.of(source), target);
        }

        /** {@code ADD} of several; then {@code target} must end in {@code /}. */
        public Instructions add(List<String> sources, String target) {
            return instruction("ADD " + paths(sources, target));
        }

        /** {@code ENV key="value"}. */
        public Instructions env(String key, String value) {
            return instruction("ENV " + key("ENV", key) + "="
                    + quoted("value of ENV " + key, value, "give it to the container when you create it"));
        }

        /** {@code ARG name}: an argument of the build without a default. */
        public Instructions arg(String name) {
            return instruction("ARG " + key("ARG", name));
        }

        /** {@code ARG name="preset"}. */
        public Instructions arg(String name, String preset) {
            return instruction("ARG " + key("ARG", name) + "="
                    + quoted("value of ARG " + name, preset, "give it as an argument of the build"));
        }

        /** {@code LABEL key="value"}. */
        public Instructions label(String key, String value) {
            return instruction("LABEL " + key("LABEL", key) + "="
                    + quoted("value of LABEL " + key, value, "give it as a label of the build"));
        }

        /** {@code WORKDIR path}. */
        public Instructions workdir(String path) {
            return instruction("WORKDIR " + rest("path", path));
        }

        /** {@code USER user}: a name or id, and {@code :group} if need be. */
        public Instructions user(String user) {
            return instruction("USER " + rest("user", user));
        }

        /** {@code EXPOSE}: ports of TCP, 1 to 65535. */
        public Instructions expose(int... ports) {
            if (ports.length == 0 || IntStream.of(ports).anyMatch(port -> port < 1 || port > 65535)) {
                throw new IllegalArgumentException("EXPOSE needs ports from 1 to 65535, not " + Arrays.toString(ports));
            }
            return instruction(
                    "EXPOSE " + IntStream.of(ports).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        }

        /** {@code VOLUME ["path"]}. */
        public Instructions volume(String... paths) {
            return instruction("VOLUME "
                    + json(
                            "path",
                            some("VOLUME", paths).stream()
                                    .map(Instructions::escapeQuotes)
                                    .toList()));
        }

        /** {@code CMD ["executable", "argument"]}; with no argument at all, the base image's command is dropped. */
        public Instructions cmd(String... command) {
            return instruction("CMD " + json("command", List.of(command)));
        }

        /** {@code ENTRYPOINT ["executable", "argument"]}; with no argument at all, the base image's is dropped. */
        public Instructions entrypoint(String... command) {
            return instruction("ENTRYPOINT " + json("command", List.of(command)));
        }

        /** {@code STOPSIGNAL signal}, by name or number. */
        public Instructions stopSignal(String signal) {
            return instruction("STOPSIGNAL " + rest("signal", signal));
        }

        /** {@code HEALTHCHECK CMD ["executable", "argument"]} with the engine's own timing. */
        public Instructions healthcheck(String... command) {
            return instruction("HEALTHCHECK CMD " + json("command", some("HEALTHCHECK", command)));
        }

        /** {@code HEALTHCHECK NONE}: drops the base image's check. */
        public Instructions healthcheckNone() {
            return instruction("HEALTHCHECK NONE");
        }

        /** {@code SHELL ["executable", "argument"]}: what {@link #run} is given to from here on. */
        public Instructions shell(String... command) {
            return instruction("SHELL " + json("command", some("SHELL", command)));
        }

        /** Anything else, as it is: one line, or several where your engine understands them. */
        public Instructions line(String raw) {
            String before = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
            return new Instructions(before + sendable("line", raw) + "\n");
        }

        private Instructions instruction(String line) {
            if (BACKTICK_ESCAPE.matcher(text).lookingAt()) {
                throw new IllegalStateException(
                        "This Dockerfile escapes with a backtick, but instructions are written with \\: use line(..)");
            }
            return line(line);
        }

        private static String paths(List<String> sources, String target) {
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("There is no source to copy to '%s'".formatted(target));
            }
            if (sources.size() > 1 && !target.endsWith("/")) {
                throw new IllegalArgumentException(
                        "Several sources need a folder: '%s' must end in '/'".formatted(target));
            }
            List<String> all = new ArrayList<>(sources);
            all.add(target);
            if (all.contains("")) {
                throw new IllegalArgumentException("A path to copy from or to must not be empty; '.' is the root");
            }
            return json("path", all.stream().map(Instructions::escapeQuotes).toList());
        }

        /** Quotes are characters of a path, not marks of the shell word that the builder reads every path as. */
        private static String escapeQuotes(String path) {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < path.length(); i++) {
                char next = path.charAt(i);
                if (next == '"' || next == '\'') {
                    word.append('\\');
                }
                word.append(next);
                if (next == '\\') {
                    if (++i == path.length()) {
                        throw new IllegalArgumentException(
                                "'%s' ends in the escape character; write \\\\ for a backslash".formatted(path));
                    }
                    word.append(path.charAt(i));
                }
            }
            return word.toString();
        }

        /** The rest of a line that is one word to the builder, spaces within included. */
        private static String rest(String what, String value) {
            if (value.isBlank() || !value.strip().equals(value)) {
                throw new IllegalArgumentException(
                        "The %s '%s' is blank, or begins or ends with a space".formatted(what, value));
            }
            return escapeQuotes(plain(what, value, "a Dockerfile has no notation for it here"));
        }

        private static String word(String what, String value) {
            if (value.isEmpty() || value.chars().anyMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'')) {
                throw new IllegalArgumentException(
                        "The %s '%s' is empty or holds a space or quote".formatted(what, value));
            }
            return rest(what, value);
        }

        private static String key(String instruction, String key) {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "'%s' is no name for %s: it is empty or holds a space, '=', '$', '\\' or a quote"
                                .formatted(key, instruction));
            }
            return sendable("name", key);
        }

        private static String quoted(String what, String value, String instead) {
            String escaped = plain(what, value, instead)
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("$", "\\$");
            return "\"" + escaped + "\"";
        }

        /** A Dockerfile is read line by line before anything is unquoted, so that no quoting protects a line break. */
        private static String plain(String what, String value, String instead) {
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                throw new IllegalArgumentException(
                        "A Dockerfile cannot hold the line break in the %s: %s".formatted(what, instead));
            }
            return sendable(what, value);
        }

        private static String sendable(String what, String value) {
            if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw new IllegalArgumentException("The %s holds a NUL or half a surrogate pair".formatted(what));
            }
            return value;
        }

        private static List<String> some(String instruction, String... values) {
            if (values.length == 0) {
                throw new IllegalArgumentException(instruction + " needs at least one argument");
            }
            return List.of(values);
        }

        private static String json(String what, List<String> values) {
            return values.stream()
                    .map(value -> jsonString(sendable(what, value)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }

        private static String jsonString(String value) {
            StringBuilder json = new StringBuilder("\"");
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '"' -> json.append("\\\"");
                    case '\\' -> json.append("\\\\");
                    case '\n' -> json.append("\\n");
                    case '\r' -> json.append("\\r");
                    case '\t' -> json.append("\\t");
                    default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
                }
            }
            return json.append('"').toString();
        }
    }
}
