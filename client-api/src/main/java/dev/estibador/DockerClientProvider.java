package dev.estibador;

import dev.estibador.connect.DockerConfig;

/** What a transport module registers as a service, so that {@link DockerClient#open()} finds it. */
public interface DockerClientProvider {
    /** A client for the engine that the environment names. */
    DockerClient open();

    DockerClient open(DockerConfig config);
}
