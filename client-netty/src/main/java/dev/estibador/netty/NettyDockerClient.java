package dev.estibador.netty;

import dev.estibador.DockerClient;
import dev.estibador.DockerClientProvider;
import dev.estibador.connect.DockerConfig;
import dev.estibador.netty.calls.Client;
import dev.estibador.netty.connect.Environment;
import dev.estibador.netty.transport.NettyTransport;
import java.util.Map;

/** Opens clients that reach their engine by Netty. {@link DockerClient#open()} finds it by itself. */
public final class NettyDockerClient implements DockerClientProvider {
    /** For the service loader. */
    public NettyDockerClient() {}

    @Override
    public DockerConfig locate(Map<String, String> environment) {
        return Environment.config(environment);
    }

    @Override
    public DockerClient open(DockerConfig config) {
        return Client.over(new NettyTransport(config), config);
    }
}
