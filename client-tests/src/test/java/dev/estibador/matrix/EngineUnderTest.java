package dev.estibador.matrix;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine that the tests of this process run against: the one of the environment, or, with {@code -Dengine=podman-5.8}, one
 * of the matrix, which is started when it is first asked for and stopped after the last test.
 */
public final class EngineUnderTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static @Nullable EngineUnderTest current;
    private static @Nullable String failure;

    private final @Nullable EngineContainer container;
    private final Map<Capability, Boolean> capabilities = new EnumMap<>(Capability.class);

    private EngineUnderTest() {
        container = isOfMatrix() ? new EngineContainer(MatrixEngine.of(name())) : null;
    }

    /** Whether it is one of the matrix. */
    public static boolean isOfMatrix() {
        return !name().isEmpty();
    }

    private static String name() {
        return System.getProperty("engine", "");
    }

    /** What the environment says, or of an engine of the matrix what is otherwise there; null where there is no such thing. */
    public static @Nullable String variable(String name) {
        if (!isOfMatrix()) {
            return System.getenv(name);
        }
        return switch (name) {
            case "ESTIBADOR_ENGINE_UNIX" -> current().address();
            case "ESTIBADOR_ENGINE_TCP", "ESTIBADOR_SWARM_UNIX", "ESTIBADOR_SWARM_ADDRESSES" -> null;
            default -> System.getenv(name);
        };
    }

    /** For what a test does besides. */
    public static boolean can(Capability capability) {
        return current().has(capability);
    }

    static synchronized EngineUnderTest current() {
        if (failure != null) {
            throw new IllegalStateException("the engine could not be started: " + failure);
        }
        EngineUnderTest engine = current;
        if (engine == null) {
            try {
                engine = new EngineUnderTest();
            } catch (RuntimeException e) {
                failure = e.toString();
                throw e;
            }
            current = engine;
        }
        return engine;
    }

    /** Stops it if it is one of the matrix. */
    static synchronized void stop() {
        if (current != null && current.container != null) {
            current.container.close();
        }
    }

    private String address() {
        if (container != null) {
            return container.address();
        }
        String address = System.getenv("ESTIBADOR_ENGINE_UNIX");
        if (address == null) {
            throw new IllegalStateException("ESTIBADOR_ENGINE_UNIX is not set: run dev/test");
        }
        return address;
    }

    boolean hasRegistries() {
        return container == null || container.hasRegistries();
    }

    synchronized boolean has(Capability capability) {
        return capabilities.computeIfAbsent(capability, asked -> {
            try (DockerClient docker =
                    DockerClient.open(DockerConfig.to(address()).build())) {
                return Probes.has(asked, docker);
            }
        });
    }

    /** As the report calls it, such as {@code docker-20.10}. */
    static String title() {
        if (isOfMatrix()) {
            return name();
        }
        try (DockerClient docker =
                DockerClient.open(DockerConfig.to(current().address()).build())) {
            String version = await(docker.system().version(), LIMIT).version();
            return (Probes.isPodman(docker, "") ? "podman-" : "docker-")
                    + version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
        }
    }
}
