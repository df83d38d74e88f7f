package dev.estibador;

import dev.estibador.connect.DockerConfig;
import java.util.Map;

/** What a transport module registers as a service, so that {@link DockerClient#open()} finds it. */
public interface DockerClientProvider {
    /** Finds the engine as the docker command would in that environment. */
    DockerConfig locate(Map<String, String> environment);

    DockerClient open(DockerConfig config);
}
