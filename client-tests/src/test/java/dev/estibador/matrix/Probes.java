package dev.estibador.matrix;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.error.DockerException;
import dev.estibador.error.NotFoundException;
import dev.estibador.stream.ByteSession;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** How an engine is asked what it can do. */
final class Probes {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NOBODY = "estibador-nobody";

    private Probes() {}

    static boolean has(Capability capability, DockerClient docker) {
        return switch (capability) {
            case BUILDKIT -> buildKit(docker);
            case CONTAINERD_STORE -> containerdStore(docker);
            case PLUGINS -> isThere(docker.plugins().list());
            case WEBSOCKET_ATTACH -> knowsThePath(docker.containers().attachWebSocket(NOBODY));
            case DISTRIBUTION -> isThere(docker.system().distribution("127.0.0.1:1/" + NOBODY));
            case SWARM -> isThere(docker.swarm().inspect());
            case PUSH_STEPS -> !isPodman(docker, "") && !containerdStore(docker);
            case UPDATE -> knowsThePath(docker.containers().update(NOBODY, u -> {}));
            case IMAGE_NAMES, COMMIT_CONFIGURATION, VOLUME_OPTIONS -> !isPodman(docker, "4.");
            case VERSION_REFUSAL,
                    STATUSES,
                    HEALTH_CHECKS,
                    EVENT_HISTORY,
                    EVENT_LIMIT,
                    EXEC_EVENTS,
                    IMAGE_DIGESTS,
                    LOG_DETAILS,
                    LINE_PIECES,
                    TERMINAL_TIMES,
                    STEPS,
                    SYMBOLIC_LINKS,
                    DETACH_KEYS,
                    SPECIFICATIONS,
                    REFUSED_LIMITS,
                    IMAGE_DETAILS,
                    NETWORK_TEMPLATES,
                    EXEC_SIZE,
                    DOCKERFILE_NAMES,
                    COPY_TARGETS,
                    BUILD_HOSTS,
                    DOCKERFILE_ESCAPES,
                    INSECURE_LOOPBACK -> !isPodman(docker, "");
            case LOG_DRIVERS ->
                await(docker.system().info(), LIMIT).plugins().log().contains("local");
            case REGISTRY -> EngineUnderTest.current().hasRegistries();
        };
    }

    private static boolean buildKit(DockerClient docker) {
        var session = docker.images().openSession(UUID.randomUUID().toString(), s -> {});
        session.thenAccept(ByteSession::close);
        return isThere(session);
    }

    private static boolean containerdStore(DockerClient docker) {
        return await(docker.system().info(), LIMIT).driverStatus().stream()
                .anyMatch(pair -> pair.contains("io.containerd.snapshotter.v1"));
    }

    /** Where no question tells; of a version that begins so. */
    static boolean isPodman(DockerClient docker, String version) {
        return await(docker.system().version(), LIMIT).components().stream()
                .anyMatch(part ->
                        part.name().startsWith("Podman") && part.version().startsWith(version));
    }

    private static boolean isThere(CompletableFuture<?> call) {
        try {
            await(call, LIMIT);
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (DockerException e) {
            return true;
        }
    }

    /** Nothing is there by that name; the engine names it only if it has looked for it. */
    private static boolean knowsThePath(CompletableFuture<?> call) {
        try {
            await(call, LIMIT);
            return true;
        } catch (DockerException e) {
            return String.valueOf(e.getMessage()).contains("o such container");
        }
    }
}
