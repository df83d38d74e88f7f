package dev.estibador.netty.calls;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.Timeouts;
import dev.estibador.container.Containers;
import dev.estibador.exec.Execs;
import dev.estibador.image.Images;
import dev.estibador.netty.execution.UserExecutor;
import dev.estibador.netty.http.Transport;
import dev.estibador.netty.json.Json;
import dev.estibador.netty.listener.ObservedTransport;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The groups of calls over one transport. */
public final class Client implements DockerClient {
    private final EngineCaller caller;
    private final RegistryLogins logins;
    private final Containers containers;
    private final Images images;
    private final Networks networks;
    private final Volumes volumes;
    private final Execs execs;
    private final Swarm swarm;
    private final Nodes nodes;
    private final Services services;
    private final Tasks tasks;
    private final Secrets secrets;
    private final Configs configs;
    private final Plugins plugins;
    private final SystemInfo system;

    private Client(EngineCaller caller, RegistryLogins logins) {
        this.caller = caller;
        this.logins = logins;
        system = new SystemCalls(caller, logins);
        containers = new ContainersCalls(caller, system);
        images = new ImagesCalls(caller, logins);
        networks = new NetworksCalls(caller);
        volumes = new VolumesCalls(caller);
        execs = new ExecsCalls(caller);
        swarm = new SwarmCalls(caller);
        nodes = new NodesCalls(caller);
        services = new ServicesCalls(caller, logins);
        tasks = new TasksCalls(caller);
        secrets = new SecretsCalls(caller);
        configs = new ConfigsCalls(caller);
        plugins = new PluginsCalls(caller, logins);
    }

    /** A client over that transport, which it closes when it is closed. */
    public static Client over(Transport transport, DockerConfig config) {
        UserExecutor executor = new UserExecutor(config.executor(), transport::afterReading, transport::isIoThread);
        Transport observed = ObservedTransport.of(transport, config.listener(), executor);
        return new Client(
                new EngineCaller(observed, executor, config), new RegistryLogins(config.credentials(), executor));
    }

    @Override
    public Containers containers() {
        return containers;
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public Networks networks() {
        return networks;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public Execs execs() {
        return execs;
    }

    @Override
    public Swarm swarm() {
        return swarm;
    }

    @Override
    public Nodes nodes() {
        return nodes;
    }

    @Override
    public Services services() {
        return services;
    }

    @Override
    public Tasks tasks() {
        return tasks;
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public Configs configs() {
        return configs;
    }

    @Override
    public Plugins plugins() {
        return plugins;
    }

    @Override
    public SystemInfo system() {
        return system;
    }

    @Override
    public CompletableFuture<ApiVersion> apiVersion() {
        return caller.version();
    }

    @Override
    public DockerClient timeouts(Consumer<Timeouts.Builder> change) {
        Timeouts.Builder builder = caller.timeouts().toBuilder();
        change.accept(builder);
        return new Client(caller.timeouts(builder.build()), logins);
    }

    @Override
    public void close() {
        caller.close();
        logins.close();
        Json.forget();
    }
}
