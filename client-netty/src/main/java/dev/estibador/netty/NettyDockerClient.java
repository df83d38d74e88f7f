package dev.estibador.netty;

import dev.estibador.DockerClient;
import dev.estibador.DockerClientProvider;
import dev.estibador.connect.DockerConfig;
import dev.estibador.netty.calls.Client;
import dev.estibador.netty.connect.Environment;
import dev.estibador.netty.transport.NettyTransport;

/** Opens clients that reach their engine by Netty. {@link DockerClient#open()} finds it by itself. */
public final class NettyDockerClient implements DockerClientProvider {
    /** For the service loader. */
    public NettyDockerClient() {}

    /** A client for the engine that {@code DOCKER_HOST} names, else for the default socket. */
    @Override
    public DockerClient open() {
        return open(Environment.config(System.getenv()));
    }

    @Override
    public DockerClient open(DockerConfig config) {
        return Client.over(new NettyTransport(config), config);
    }
}
