package dev.estibador.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How values are written in a Dockerfile. A builder reads it line by line, tells the instruction from its options and
 * arguments, and then reads most arguments as a word of a shell would be, with this character to escape by.
 */
record Notation(char escape) {
    static final Notation USUAL = new Notation('\\');

    /** The parser directive that changes the escape character; only on the top lines. */
    private static final Pattern BACKTICK =
            Pattern.compile("\\A\uFEFF?(\\s*#\\s*\\w+\\s*=.*\\R)*?\\s*#\\s*(?i:escape)\\s*=\\s*`.*");

    private static final Pattern DIRECTIVE = Pattern.compile("\\s*\\w+\\s*=.*", Pattern.DOTALL);
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(?:tcp|udp|sctp))?");
    private static final Pattern KEY = Pattern.compile("(?!--)[^\\s=\"'$`\\\\\\p{Cntrl}\\p{Z}\\x{85}]+");
    private static final Pattern JSON_ARRAY =
            Pattern.compile("\\[\\s*([\"\\[{\\d\\]]|-\\d|true|false|null).*\\]", Pattern.DOTALL);

    /** What holds for a text that is there. */
    static Notation of(String text) {
        return BACKTICK.matcher(text).lookingAt() ? new Notation('`') : USUAL;
    }

    /** A value in double quotes, to be taken literally. */
    String quoted(String what, String value, String instead) {
        StringBuilder quoted = new StringBuilder("\"");
        plain(what, value, instead).chars().forEach(c -> {
            if (c == '"' || c == '$' || c == escape) {
                quoted.append(escape);
            }
            quoted.append((char) c);
        });
        return quoted.append('"').toString();
    }

    /** The rest of a line that is one word to the builder, spaces within included. */
    String rest(String what, String value) {
        if (value.startsWith("--")) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "The %s '%s' would be taken for an option of the instruction", what, value));
        }
        return path(plain(what, trimmed(what, value), "a Dockerfile has no notation for it here"));
    }

    /** What a builder would trim is refused. */
    static String trimmed(String what, String value) {
        if (value.isEmpty() || isSpace(value.codePointAt(0)) || isSpace(value.codePointBefore(value.length()))) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "The %s '%s' is blank, or begins or ends with a space", what, value));
        }
        return value;
    }

    String word(String what, String value) {
        if (value.isEmpty() || value.codePoints().anyMatch(c -> isSpace(c) || c == '"' || c == '\'')) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "The %s '%s' is empty or holds a space or quote", what, value));
        }
        return rest(what, value);
    }

    /** Sources and a target as an array, the form that minds no space. */
    String paths(List<String> sources, String target) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "There is no source to copy to '%s'", target));
        }
        if (sources.size() > 1 && !target.endsWith("/")) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "Several sources need a folder: '%s' must end in '/'", target));
        }
        List<String> all = new ArrayList<>(sources);
        all.add(target);
        if (all.contains("")) {
            throw new IllegalArgumentException("A path to copy from or to must not be empty; '.' is the root");
        }
        return json("path", all.stream().map(this::path).toList());
    }

    /** Quotes are characters of a path, not marks of the shell word that the builder reads every path as. */
    String path(String path) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char next = path.charAt(i);
            if (next == '"' || next == '\'' || (next == '\uFEFF' && i == 0)) { // which is dropped where a word begins
                word.append(escape);
            }
            word.append(next);
            if (next == escape) {
                if (++i == path.length()) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "'%s' ends in the escape character; write %s for a %s",
                            path,
                            "" + escape + escape,
                            escape == '`' ? "backtick" : "backslash"));
                }
                word.append(path.charAt(i));
            }
        }
        return word.toString();
    }

    /** A port, a range of ports, or what holds a variable. */
    String port(String ports) {
        Matcher range = PORTS.matcher(ports);
        if (range.matches()) {
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (1 <= first && first <= last && last <= 65535) {
                return ports;
            }
        } else if (ports.indexOf('$') >= 0) {
            return word("port", ports);
        }
        throw new IllegalArgumentException(String.format(
                Locale.ROOT, "'%s' is no port: 1 to 65535, a range such as 8000-8010, and /tcp, /udp or /sctp", ports));
    }

    /** One line that goes to a shell as it is. */
    String command(String instruction, String command, String instead) {
        String line = plain("command", command.strip(), instead);
        if (line.isEmpty()) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "The command of %s is blank", instruction));
        }
        if (line.charAt(line.length() - 1) == escape) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "A command that ends in %s would swallow the next instruction", escape));
        }
        if (JSON_ARRAY.matcher(line).matches()) {
            throw new IllegalArgumentException(
                    "A command in [] would be read as an array of arguments: write test instead of [");
        }
        return line;
    }

    static String key(String instruction, String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "'%s' is no name for %s: it is empty, begins with '--' or holds a space, '=', '$', '\\' or a quote",
                    nameOnly(key),
                    instruction));
        }
        return sendable("name", key);
    }

    /** Without the value that may have slipped in. */
    private static String nameOnly(String key) {
        int value = key.indexOf('=');
        return value < 0 ? key : key.substring(0, value) + "=..";
    }

    /** A Dockerfile is read line by line before anything is unquoted, so that no quoting protects a line break. */
    static String plain(String what, String value, String instead) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "A Dockerfile cannot hold the line break in the %s: %s", what, instead));
        }
        return sendable(what, value);
    }

    static String sendable(String what, String value) {
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "The %s holds a NUL or half a surrogate pair", what));
        }
        return value;
    }

    static String json(String what, List<String> values) {
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
                default -> json.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return json.append('"').toString();
    }

    static String comment(String comment) {
        // on top, one that looks like a parser directive would be one
        String before = DIRECTIVE.matcher(comment).matches() ? "#\n" : "";
        return before
                + sendable("comment", comment).lines().map(line -> "# " + line).collect(Collectors.joining("\n"));
    }

    /** The lines of a heredoc whose opening word, but for the delimiter, is given: {@code <<} or {@code <<"}. */
    static String heredoc(String before, String quote, String after, String text) {
        String delimiter = "EOF";
        for (int i = 1; text.contains(delimiter); i++) {
            delimiter = "EOF" + i;
        }
        String body = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        return before + " <<" + quote + delimiter + quote + after + "\n" + body + delimiter;
    }

    /** Whether a word of the command, outside quotes, begins a heredoc, of which the builder would look for the end. */
    static boolean opensHeredoc(String command) {
        boolean atWord = true;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '\'' || c == '"') {
                for (i++; i < command.length() && command.charAt(i) != c; i++) {
                    i += c == '"' && command.charAt(i) == '\\' ? 1 : 0;
                }
            } else if (atWord && command.startsWith("<<", i)) {
                int name = command.startsWith("-", i + 2) ? i + 3 : i + 2;
                return name < command.length() && command.charAt(name) != '<';
            }
            atWord = Character.isWhitespace(c) || (atWord && Character.isDigit(c));
        }
        return false;
    }

    /** As the builders, which are written in Go, see it. */
    private static boolean isSpace(int c) {
        return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85;
    }
}
