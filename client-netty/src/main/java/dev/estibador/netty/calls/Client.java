package dev.estibador.netty.calls;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.Timeouts;
import dev.estibador.container.Containers;
import dev.estibador.exec.Execs;
import dev.estibador.image.Images;
import dev.estibador.netty.http.Transport;
import dev.estibador.system.SystemInfo;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The groups of calls over one transport. */
public final class Client implements DockerClient {
    private final Transport transport;
    private final EngineCaller caller;
    private final Containers containers;
    private final Execs execs;
    private final Images images;
    private final SystemInfo system;

    private Client(Transport transport, EngineCaller caller) {
        this.transport = transport;
        this.caller = caller;
        containers = new ContainersCalls(caller);
        execs = new ExecsCalls(caller);
        images = new ImagesCalls(caller);
        system = new SystemCalls(caller);
    }

    /** A client over that transport, which it closes when it is closed. */
    public static Client over(Transport transport, DockerConfig config) {
        return new Client(
                transport,
                new EngineCaller(
                        transport, config.apiVersion(), new UserExecutor(config.executor()), config.timeouts()));
    }

    @Override
    public Containers containers() {
        return containers;
    }

    @Override
    public Execs execs() {
        return execs;
    }

    @Override
    public Images images() {
        return images;
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
        return new Client(transport, caller.timeouts(builder.build()));
    }

    @Override
    public void close() {
        transport.close();
        caller.executor().close();
    }
}
