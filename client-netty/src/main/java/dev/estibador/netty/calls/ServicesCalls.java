package dev.estibador.netty.calls;

import dev.estibador.common.ObjectVersion;
import dev.estibador.common.RegistryAuth;
import dev.estibador.container.LogOptions;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.stream.FrameStream;
import dev.estibador.swarm.Service;
import dev.estibador.swarm.ServiceCreated;
import dev.estibador.swarm.ServiceInspectOptions;
import dev.estibador.swarm.ServiceListOptions;
import dev.estibador.swarm.ServiceSpec;
import dev.estibador.swarm.ServiceUpdateOptions;
import dev.estibador.swarm.ServiceUpdated;
import dev.estibador.swarm.Services;
import dev.estibador.swarm.TaskSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

final class ServicesCalls implements Services {
    private final EngineCaller caller;
    private final RegistryLogins logins;

    ServicesCalls(EngineCaller caller, RegistryLogins logins) {
        this.caller = caller;
        this.logins = logins;
    }

    @Override
    public CompletableFuture<List<Service>> list(ServiceListOptions options) {
        Call call = Call.get("/services").filters(options.filters()).flag("status", options.status(), "1.41");
        return caller.list(call, Service.class);
    }

    @Override
    public CompletableFuture<ServiceCreated> create(ServiceSpec spec, @Nullable RegistryAuth auth) {
        Call call = Call.post("/services/create").json(spec).patient();
        return caller.value(pulling(call, spec, auth), ServiceCreated.class);
    }

    @Override
    public CompletableFuture<Service> inspect(String id, ServiceInspectOptions options) {
        return caller.value(
                Call.get("/services/{}", id).flag("insertDefaults", options.insertDefaults()), Service.class);
    }

    @Override
    public CompletableFuture<Void> remove(String id) {
        return caller.done(Call.delete("/services/{}", id));
    }

    @Override
    public CompletableFuture<ServiceUpdated> update(
            String id, ObjectVersion version, ServiceSpec spec, ServiceUpdateOptions options) {
        Call call = Call.post("/services/{}/update", id)
                .version(version)
                .query("registryAuthFrom", options.registryAuthFrom())
                .query("rollback", options.rollback() ? "previous" : null)
                .json(spec);
        boolean told = options.registryAuthFrom() != null || options.rollback();
        return caller.value(
                told ? call.registryAuth(options.registryAuth()) : pulling(call, spec, options.registryAuth()),
                ServiceUpdated.class);
    }

    @Override
    public FrameStream logs(String id, LogOptions options) {
        if (options.resume()) {
            throw new IllegalArgumentException(
                    "the log of a service cannot resume, since those of its tasks come in no order; follow the tasks");
        }
        return caller.log(
                part -> Call.get("/services/{}/logs", id).swarmLogs(part),
                options,
                () -> Cancellations.mapped(
                        inspect(id),
                        service -> service.spec() != null
                                && hasTerminal(service.spec().taskTemplate())),
                () -> CompletableFuture.completedFuture(false));
    }

    private Call pulling(Call call, ServiceSpec spec, @Nullable RegistryAuth auth) {
        TaskSpec task = spec.taskTemplate();
        String image = task == null || task.containerSpec() == null
                ? null
                : task.containerSpec().image();
        // the swarm keeps them: what people have for themselves is not sent unless they say so
        return image == null || logins.areTheUsers()
                ? call.registryAuth(auth)
                : call.registryAuth(auth, logins.forName(image));
    }

    /** Whether the output of such a task is one raw stream. */
    static boolean hasTerminal(@Nullable TaskSpec task) {
        return task != null
                && task.containerSpec() != null
                && Boolean.TRUE.equals(task.containerSpec().tty());
    }
}
