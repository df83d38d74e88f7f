package dev.estibador.netty.calls;

import dev.estibador.common.Filters;
import dev.estibador.container.LogOptions;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.stream.FrameStream;
import dev.estibador.swarm.Task;
import dev.estibador.swarm.TaskState;
import dev.estibador.swarm.Tasks;
import java.util.List;
import java.util.concurrent.CompletableFuture;

final class TasksCalls implements Tasks {
    private final EngineCaller caller;

    TasksCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<List<Task>> list(Filters filters) {
        return caller.list(Call.get("/tasks").filters(filters), Task.class);
    }

    @Override
    public CompletableFuture<Task> inspect(String id) {
        return caller.value(Call.get("/tasks/{}", id), Task.class);
    }

    @Override
    public FrameStream logs(String id, LogOptions options) {
        return caller.log(
                part -> Call.get("/tasks/{}/logs", id).swarmLogs(part),
                options,
                () -> Cancellations.mapped(inspect(id), task -> ServicesCalls.hasTerminal(task.spec())),
                () -> Cancellations.mapped(inspect(id), TasksCalls::runs));
    }

    private static boolean runs(Task task) {
        return task.status() != null && TaskState.RUNNING.equals(task.status().state());
    }
}
