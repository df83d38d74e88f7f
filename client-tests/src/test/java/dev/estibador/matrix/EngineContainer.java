package dev.estibador.matrix;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import dev.estibador.connect.DockerConfig;
import dev.estibador.error.DockerException;
import dev.estibador.stream.Blocking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * An engine in a container of the engine that {@code DOCKER_HOST} names, reached by a socket in a folder that both see: that
 * engine's network may be out of reach.
 */
final class EngineContainer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path socket;
    private final GenericContainer<?> container;
    private final boolean registries;

    EngineContainer(MatrixEngine engine) {
        DockerClient outer = DockerClientFactory.instance().client();
        Path home = home();
        Path folder = home.resolve("matrix").resolve(engine.title);
        socket = folder.resolve("docker.sock");
        boolean local = has(outer, engine.localImage());
        registries = local;
        remove(outer, name(engine)); // what a killed run has left
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Bind> binds = new ArrayList<>();
        binds.add(new Bind(folder.toString(), new Volume(folder.toString()))); // plugins are told of it, too
        String temporary = System.getProperty("java.io.tmpdir"); // whose folders tests mount
        binds.add(new Bind(temporary, new Volume(temporary)));
        List<String> command = new ArrayList<>();
        if (local) {
            binds.add(new Bind(scripts().toString(), new Volume("/engine/dev"), AccessMode.ro));
            binds.add(new Bind(home.resolve("tls").toString(), new Volume("/engine/tls"), AccessMode.ro));
            command.addAll(List.of("/engine/dev/engine-entry", engine.kind(), socket.toString()));
        } else {
            command.addAll(List.of("dockerd", "--host", address()));
        }
        if (!engine.option.isEmpty()) {
            command.add(engine.option);
        }
        container = new GenericContainer<>(DockerImageName.parse(local ? engine.localImage() : engine.publicImage()))
                .withCreateContainerCmdModifier(create -> {
                    create.withName(name(engine)).withVolumes(new Volume("/var/lib/engine"));
                    HostConfig host = allow(create, outer);
                    host.withBinds(binds).withCgroupnsMode("private").withNetworkMode("none");
                })
                .withEnv("NAMES", names())
                .withCommand(command.toArray(String[]::new));
        if (local) {
            container.withImagePullPolicy(image -> false);
        }
        start();
    }

    private static String name(MatrixEngine engine) {
        return "estibador-" + engine.title;
    }

    /** The folder of the private engine, or one that a killed run leaves to the next. */
    private static Path home() {
        String host = String.valueOf(System.getenv("DOCKER_HOST"));
        if (host.startsWith("unix://")) {
            Path folder = Path.of(URI.create(host).getPath()).resolveSibling("");
            if (Files.exists(folder.resolve("made-by-estibador"))) {
                return folder;
            }
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "estibador-engines");
    }

    /** Tests are run in the folder of their module. */
    private static Path scripts() {
        return Path.of("../dev").toAbsolutePath().normalize();
    }

    /** Those of the registry with TLS, without its port. */
    private static String names() {
        return String.valueOf(System.getenv("ESTIBADOR_TLS_REGISTRY_NAMES")).replaceAll(":\\d+", "");
    }

    private static boolean has(DockerClient outer, String image) {
        try {
            outer.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static void remove(DockerClient outer, String name) {
        try {
            outer.removeContainerCmd(name)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // as it should be
        }
    }

    /**
     * Everything, by its parts where it cannot be asked for as a whole: the runc of Docker 20.10 fails where the machine
     * itself lacks a capability, and later engines leave it out by themselves.
     */
    private static HostConfig allow(CreateContainerCmd create, DockerClient outer) {
        HostConfig host = create.getHostConfig();
        if (host == null) {
            throw new IllegalStateException("Testcontainers has made no HostConfig");
        }
        if (lacksSysResource() && outer.versionCmd().exec().getVersion().startsWith("20.")) {
            return host.withCapAdd(Capability.ALL)
                    .withCapDrop(Capability.SYS_RESOURCE)
                    .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                    .withDeviceCgroupRules(List.of("a *:* rwm"));
        }
        return host.withPrivileged(true);
    }

    private static boolean lacksSysResource() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("CapBnd:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("CapBnd:".length()).strip(), 16))
                    .anyMatch(bits -> (bits >> 24 & 1) == 0);
        } catch (IOException e) {
            return false; // not Linux: the engine is in a machine of its own
        }
    }

    private void start() {
        try {
            container.start();
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!answers()) {
                if (!container.isRunning() || System.nanoTime() > end) {
                    throw new IllegalStateException("the engine does not answer:\n" + container.getLogs());
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            close();
            throw new IllegalStateException("interrupted while an engine started", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean answers() {
        if (!Files.exists(socket)) {
            return false;
        }
        try (var docker =
                dev.estibador.DockerClient.open(DockerConfig.to(address()).build())) {
            Blocking.await(docker.system().ping(), Duration.ofSeconds(5));
            return true;
        } catch (DockerException e) {
            return false;
        }
    }

    String address() {
        return "unix://" + socket;
    }

    /** Whether it has the registries that are beside the private engine, at the same addresses. */
    boolean hasRegistries() {
        return registries;
    }

    @Override
    public void close() {
        container.stop();
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
