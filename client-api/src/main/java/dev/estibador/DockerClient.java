package dev.estibador;

import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.Timeouts;
import dev.estibador.container.Containers;
import dev.estibador.exec.Execs;
import dev.estibador.image.Images;
import dev.estibador.network.Networks;
import dev.estibador.plugin.Plugins;
import dev.estibador.swarm.Configs;
import dev.estibador.swarm.Nodes;
import dev.estibador.swarm.Secrets;
import dev.estibador.swarm.Services;
import dev.estibador.swarm.Swarm;
import dev.estibador.swarm.Tasks;
import dev.estibador.system.SystemInfo;
import dev.estibador.volume.Volumes;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A client of one engine. Opening it connects to nothing: the first call does, and negotiates the API version once. One
 * client serves any number of threads; open one and keep it.
 */
public interface DockerClient extends AutoCloseable {
    /** The oldest API version that this library speaks. */
    ApiVersion MIN_API_VERSION = new ApiVersion(1, 40);

    /** The newest API version that this library speaks. */
    ApiVersion MAX_API_VERSION = new ApiVersion(1, 56);

    /** A client for the engine that {@link #locate()} finds. */
    static DockerClient open() {
        return open(locate());
    }

    /**
     * Finds the engine as the docker command would, and asks registries as
     * {@linkplain dev.estibador.connect.RegistryCredentials#dockerCli() that} does: {@code DOCKER_HOST}, {@code DOCKER_CONTEXT}, the current
     * context of {@code config.json}, then the first local socket at which an engine answers. Reads files, and tries
     * sockets for a few seconds at most. {@link DockerConfig#explain()} tells what was looked at, and
     * {@link DockerConfig#toBuilder()} changes what was found:
     * {@code DockerClient.open(DockerClient.locate().toBuilder().header("X-Team", "blue").build())}.
     */
    static DockerConfig locate() {
        return locate(System.getenv());
    }

    /** As {@link #locate()}, with these variables instead of the process's. */
    static DockerConfig locate(Map<String, String> environment) {
        return provider().locate(environment);
    }

    static DockerClient open(DockerConfig config) {
        return provider().open(config);
    }

    Containers containers();

    Images images();

    Networks networks();

    Volumes volumes();

    Execs execs();

    Swarm swarm();

    Nodes nodes();

    Services services();

    Tasks tasks();

    Secrets secrets();

    Configs configs();

    Plugins plugins();

    SystemInfo system();

    /** The version that calls are made in; asks the engine if that has not happened yet. */
    CompletableFuture<ApiVersion> apiVersion();

    /**
     * A view of this client whose calls have other time limits. It shares everything else, so it costs nothing and
     * closing either closes both: {@code docker.timeouts(t -> t.call(ofSeconds(5))).containers().list()}.
     */
    DockerClient timeouts(Consumer<Timeouts.Builder> change);

    /** Ends all that still runs, then frees connections and threads. Harmless twice; later calls fail at once. */
    @Override
    void close();

    private static DockerClientProvider provider() {
        return ServiceLoader.load(DockerClientProvider.class, DockerClientProvider.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(DockerClientProvider.class).findFirst())
                .orElseThrow(() -> new IllegalStateException(
                        "no transport found: add dev.estibador:client-netty to the class path or module path"));
    }
}
