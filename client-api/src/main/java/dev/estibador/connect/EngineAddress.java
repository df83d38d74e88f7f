package dev.estibador.connect;

import java.nio.file.Path;

/** Where an engine listens. */
public sealed interface EngineAddress {
    /** A Unix domain socket. */
    record Unix(Path socket) implements EngineAddress {
        @Override
        public String toString() {
            return "unix://" + socket;
        }
    }

    /** A TCP port, without encryption: whoever reaches it owns the engine's machine. */
    record Tcp(String host, int port) implements EngineAddress {
        @Override
        public String toString() {
            return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** The port of an engine on TCP where none is named. */
    int DEFAULT_PORT = 2375;

    static EngineAddress unix(Path socket) {
        return new Unix(socket);
    }

    static EngineAddress tcp(String host, int port) {
        return new Tcp(host, port);
    }

    /**
     * Reads an address as {@code DOCKER_HOST} has it: {@code unix:///var/run/docker.sock}, {@code tcp://host:port},
     * {@code host:port}. Anything else, and forms that this version does not speak yet, is an
     * {@link IllegalArgumentException} that says so.
     */
    static EngineAddress parse(String text) {
        String address = text.trim();
        int scheme = address.indexOf("://");
        String rest = scheme < 0 ? address : address.substring(scheme + 3);
        return switch (scheme < 0 ? "tcp" : address.substring(0, scheme)) {
            case "unix" -> {
                if (rest.isEmpty()) {
                    throw new IllegalArgumentException(
                            "\"" + text + "\" names no socket; expected unix:///path/to/docker.sock");
                }
                yield new Unix(Path.of(rest));
            }
            case "tcp" -> tcp(text, rest);
            default ->
                throw new IllegalArgumentException(
                        "\"" + text + "\": this version reaches engines by unix://path and tcp://host:port only");
        };
    }

    private static EngineAddress tcp(String text, String authority) {
        String trimmed = authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority;
        int bracket = trimmed.lastIndexOf(']');
        int colon = trimmed.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? trimmed : trimmed.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(trimmed.substring(colon + 1));
            if (!host.isEmpty() && host.indexOf('/') < 0 && host.indexOf('@') < 0 && port > 0 && port < 65536) {
                return new Tcp(host, port);
            }
        } catch (NumberFormatException e) {
            // told below, as every other odd form is
        }
        throw new IllegalArgumentException("\"" + text + "\" is no engine address; expected tcp://host:port");
    }
}
