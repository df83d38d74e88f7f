package dev.estibador.swarm;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.Filters;
import dev.estibador.container.LogOptions;
import dev.estibador.stream.FrameStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Tasks of the swarm. Wherever an {@code id} is asked for, the task's name or the unambiguous beginning of its id does as
 * well; one that does not exist is a {@link dev.estibador.error.NotFoundException}. An engine that is no manager answers
 * 503.
 */
public interface Tasks {
    /**
     * {@code GET /tasks}. Those of the past too, as many as the swarm keeps. Filters are {@code id}, {@code name},
     * {@code label}, {@code node}, {@code service}, {@code desired-state}.
     */
    CompletableFuture<List<Task>> list(Filters filters);

    default CompletableFuture<List<Task>> list() {
        return list(Filters.NONE);
    }

    /** {@code GET /tasks/{id}}. */
    CompletableFuture<Task> inspect(String id);

    /**
     * {@code GET /tasks/{id}/logs}. What the task's container wrote, and with {@code follow} what it writes. There is no
     * {@code until} here: an {@link IllegalArgumentException}.
     */
    FrameStream logs(String id, LogOptions options);

    default FrameStream logs(String id, Consumer<LogOptions.Builder> options) {
        return logs(id, built(LogOptions.builder(), options).build());
    }

    default FrameStream logs(String id) {
        return logs(id, LogOptions.DEFAULTS);
    }
}
