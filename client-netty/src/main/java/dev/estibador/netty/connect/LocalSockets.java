package dev.estibador.netty.connect;

import dev.estibador.connect.EngineAddress;
import dev.estibador.netty.connect.SocketProbe.Finding;
import dev.estibador.netty.connect.SocketProbe.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sockets at which engines of this machine may listen, for this user or for all. */
final class LocalSockets {
    private static final String PIPES =
            "; engines on Windows listen on a named pipe, which Java cannot use without blocking:"
                    + " let yours listen on tcp://127.0.0.1:2375 (Docker Desktop has a setting for it) and say that in DOCKER_HOST";

    private final Variables variables;
    private final Path root;
    private final boolean windows;

    /** @param root of the sockets that have one place for all users */
    LocalSockets(Variables variables, Path root, boolean windows) {
        this.variables = variables;
        this.root = root;
        this.windows = windows;
    }

    /** @param explanation what was tried, and what came of it */
    record Choice(Path socket, String explanation) {}

    /** Where one may be, the likeliest first. */
    List<Path> candidates() {
        if (windows) {
            return List.of(systemWide());
        }
        Path home = variables.home();
        Path ofUser = runtimeFolder();
        String colima = variables.text("COLIMA_HOME");
        String configs = variables.text("XDG_CONFIG_HOME");
        Set<Path> sockets = new LinkedHashSet<>();
        sockets.add(systemWide());
        if (ofUser != null) {
            sockets.add(ofUser.resolve("docker.sock")); // rootless
        }
        sockets.add(home.resolve(".docker/run/docker.sock")); // Docker Desktop on macOS
        sockets.add(home.resolve(".docker/desktop/docker.sock")); // and on Linux
        sockets.add(
                colima == null
                        ? home.resolve(".colima/default/docker.sock")
                        : Path.of(colima).toAbsolutePath().resolve("default/docker.sock"));
        if (configs != null) {
            sockets.add(Path.of(configs).toAbsolutePath().resolve("colima/default/docker.sock"));
        }
        sockets.add(home.resolve(".rd/docker.sock")); // Rancher Desktop
        sockets.add(home.resolve(".orbstack/run/docker.sock"));
        if (ofUser != null) {
            sockets.add(ofUser.resolve("podman/podman.sock"));
        }
        sockets.add(root.resolve("run/podman/podman.sock"));
        return List.copyOf(sockets);
    }

    private Path systemWide() {
        return root.resolve(EngineAddress.DEFAULT_SOCKET.substring(1));
    }

    /** Null where neither a variable nor the system tells it. */
    private @Nullable Path runtimeFolder() {
        String told = variables.text("XDG_RUNTIME_DIR");
        if (told != null) {
            return Path.of(told).toAbsolutePath();
        }
        try {
            // services and "su" have no such variable, and Java knows no number of the user
            Object user = Files.getAttribute(root.resolve("proc/self"), "unix:uid");
            return root.resolve("run/user").resolve(String.valueOf(user));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /**
     * The first at which an engine answers. Else the first that somebody serves without answering, since an engine that is just
     * starting does that; else the one for all users.
     *
     * @param limit for each; once one has used it up, others have a quarter of it, so that all of them together take no
     *     more than seconds
     */
    Choice choose(Duration limit) {
        List<String> failed = new ArrayList<>();
        Path silent = null;
        for (Path socket : candidates()) {
            Finding finding = new SocketProbe(socket, silent == null ? limit : limit.dividedBy(4)).ask();
            if (finding.kind() == Kind.ENGINE) {
                return new Choice(socket, tried(failed) + "an engine answers at " + socket);
            }
            failed.add(socket + " (" + finding.words() + ")");
            silent = silent == null && finding.kind() == Kind.SILENT ? socket : silent;
        }
        Path taken = silent == null ? systemWide() : silent;
        return new Choice(
                taken,
                tried(failed) + "no engine answers, so it is "
                        + (silent == null ? "the default, " : "the first at which somebody listens, ") + taken
                        + (windows ? PIPES : ""));
    }

    private static String tried(List<String> failed) {
        return failed.isEmpty() ? "" : "tried " + String.join(", ", failed) + "; ";
    }
}
