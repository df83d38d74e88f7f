package dev.estibador.connect;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of an {@link EngineAddress}. */
final class AddressReader {
    private static final int MOST_PORTS = 65535;
    private static final Pattern FULL = Pattern.compile("(.*?)://(.*)", Pattern.DOTALL);
    /** Without slashes between; a host may have such a name, too, and has a port then. */
    private static final Pattern BARE =
            Pattern.compile("(unix|tcp|ssh|npipe|fd|https?):(?!\\d)(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String text;
    private final String scheme;
    private final String rest;

    AddressReader(String text) {
        this.text = text;
        Matcher full = FULL.matcher(text);
        Matcher bare = BARE.matcher(text);
        if (full.matches()) {
            scheme = full.group(1).toLowerCase(Locale.ROOT);
            rest = full.group(2);
        } else if (bare.matches()) {
            scheme = bare.group(1).toLowerCase(Locale.ROOT);
            rest = bare.group(2);
        } else {
            scheme = text.startsWith("/") ? "unix" : "tcp";
            rest = text;
        }
    }

    /** A host and what stands around it. */
    private record Authority(
            @Nullable String user, String host, @Nullable Integer port, String path) {}

    EngineAddress read(int defaultPort) {
        return switch (scheme) {
            case "unix" -> unix();
            case "tcp" -> tcp(defaultPort);
            case "ssh" -> ssh();
            case "npipe" ->
                throw odd(
                        "Windows' named pipes cannot be used from Java without blocking;"
                                + " let the engine listen on tcp://127.0.0.1:2375, or reach it by ssh:// or a Unix socket of WSL");
            case "fd" ->
                throw odd("that is where an engine listens if systemd starts it, and says not where it is reached");
            case "http", "https" ->
                throw odd("write tcp://host:port, and say by DockerConfig.tls or DOCKER_TLS_VERIFY that it is TLS");
            default -> throw odd("an engine is reached by unix://, tcp:// or ssh://");
        };
    }

    private EngineAddress unix() {
        if (rest.startsWith("@") && rest.length() > 1) {
            return new EngineAddress.UnixName(rest.substring(1));
        }
        if (rest.isEmpty() || rest.equals("@")) {
            throw odd("it names no socket; expected unix:///path/to/docker.sock");
        }
        return new EngineAddress.Unix(Path.of(rest));
    }

    private EngineAddress tcp(int defaultPort) {
        Authority at = authority("tcp://host:port");
        if (at.user() != null) {
            throw odd("it has a user, which engines know nothing of; expected tcp://host:port");
        }
        String path = at.path();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new EngineAddress.Tcp(at.host(), at.port() == null ? defaultPort : at.port(), path);
    }

    private EngineAddress ssh() {
        Authority at = authority("ssh://user@host:port");
        if (at.user() != null && at.user().indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "the address ssh://" + at.host() + " has a password, which ssh takes from nobody; use a key");
        }
        // what looks like an option to ssh would be taken for one
        if (at.host().startsWith("-") || (at.user() != null && at.user().startsWith("-"))) {
            throw odd("neither user nor host may begin with '-'");
        }
        String path = at.path().equals("/") ? "" : at.path();
        return new EngineAddress.Ssh(at.user(), at.host(), at.port(), path.isEmpty() ? null : path);
    }

    private Authority authority(String expected) {
        int slash = rest.indexOf('/');
        String all = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        int at = all.lastIndexOf('@');
        String user = at < 0 ? null : all.substring(0, at);
        String hostAndPort = all.substring(at + 1);
        int bracket = hostAndPort.lastIndexOf(']');
        int colon = hostAndPort.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        boolean plain = rest.chars().noneMatch(c -> c == '?' || c == '#' || Character.isWhitespace(c) || c < ' ');
        if (host.isEmpty() || !plain || (user != null && user.isEmpty())) {
            throw odd("expected " + expected);
        }
        return new Authority(user, host, colon < 0 ? null : port(hostAndPort.substring(colon + 1), expected), path);
    }

    private int port(String digits, String expected) {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= MOST_PORTS) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, as every other odd form is
        }
        throw odd("expected " + expected);
    }

    /** An address may hold a password where none belongs. */
    private IllegalArgumentException odd(String problem) {
        int at = rest.lastIndexOf('@');
        boolean secret = at >= 0 && rest.lastIndexOf(':', at) >= 0;
        String shown = secret ? text.substring(0, text.length() - rest.length()) + ".." + rest.substring(at) : text;
        return new IllegalArgumentException("\"" + shown + "\" is no address of an engine: " + problem);
    }
}
