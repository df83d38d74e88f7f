package dev.estibador.connect;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an engine listens, or how to get there. */
public sealed interface EngineAddress {
    /** The port of an engine on TCP where none is named. */
    int DEFAULT_PORT = 2375;

    /** The same where it speaks TLS. */
    int DEFAULT_TLS_PORT = 2376;

    /** The socket of an engine on its own machine where nothing else was said. */
    String DEFAULT_SOCKET = "/var/run/docker.sock";

    /** A Unix domain socket. */
    record Unix(Path socket) implements EngineAddress {
        /** Where engines in virtual machines show their socket to the machine around. */
        private static final Pattern OF_MACHINES = Pattern.compile(
                ".*/(\\.docker/(run|desktop)|\\.rd|\\.orbstack/run|\\.?colima/[^/]+|podman-machine[^/]*)/[^/]+"
                        + "|.*/podman-machine[^/]*\\.sock");

        @Override
        public String mountable() {
            return OF_MACHINES.matcher(socket.toString()).matches() ? DEFAULT_SOCKET : socket.toString();
        }

        @Override
        public String toString() {
            return "unix://" + socket;
        }
    }

    /** A Unix socket in Linux's abstract namespace, which has a name and no file. Reached by junixsocket alone. */
    record UnixName(String name) implements EngineAddress {
        @Override
        public String mountable() {
            return DEFAULT_SOCKET;
        }

        @Override
        public String toString() {
            return "unix://@" + name;
        }
    }

    /**
     * A TCP port. Without {@linkplain DockerConfig.Builder#tls TLS}, whoever reaches it owns the engine's machine.
     *
     * @param basePath before the path of each call, where a proxy has the engine below one: {@code /docker}; else empty
     */
    record Tcp(String host, int port, String basePath) implements EngineAddress {
        @Override
        public String mountable() {
            return DEFAULT_SOCKET;
        }

        /** The host, in brackets if it is an IPv6 address, and the port. */
        public String authority() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }

        @Override
        public String toString() {
            return "tcp://" + authority() + basePath;
        }
    }

    /**
     * A machine on which the {@code docker} command finds the engine, reached by this machine's {@code ssh}.
     *
     * @param user null for the one that ssh takes
     * @param port null for the one that ssh takes
     * @param socket the engine's Unix socket there; null for where the command finds it
     */
    record Ssh(
            @Nullable String user,
            String host,
            @Nullable Integer port,
            @Nullable String socket) implements EngineAddress {
        @Override
        public String mountable() {
            return socket == null ? DEFAULT_SOCKET : socket;
        }

        @Override
        public String toString() {
            return "ssh://" + (user == null ? "" : user + "@") + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                    + (port == null ? "" : ":" + port) + (socket == null ? "" : socket);
        }
    }

    static EngineAddress unix(Path socket) {
        return new Unix(socket);
    }

    static EngineAddress tcp(String host, int port) {
        return new Tcp(host, port, "");
    }

    /**
     * Reads an address as {@code DOCKER_HOST} has it: {@code unix:///var/run/docker.sock}, {@code unix://@name} for the
     * abstract namespace, {@code tcp://host:port/base/path}, {@code host:port}, {@code ssh://user@host:port/path}. The slashes after a
     * scheme may be missing, and all but the path of a socket. Anything else is an {@link IllegalArgumentException} that says what is
     * wrong with it.
     */
    static EngineAddress parse(String text) {
        return parse(text, DEFAULT_PORT);
    }

    /**
     * As {@link #parse(String)}.
     *
     * @param defaultPort of TCP addresses that name none
     */
    static EngineAddress parse(String text, int defaultPort) {
        return new AddressReader(text.trim()).read(defaultPort);
    }

    /**
     * The path of the engine's socket as the engine's own machine has it: what to bind into a container that is to reach its
     * engine. It differs from the socket that is dialled where the engine lives in a virtual machine or elsewhere; then it
     * is the default one, unless the address tells another.
     */
    String mountable();
}
