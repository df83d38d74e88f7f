package dev.estibador.container;

import dev.estibador.common.FileSet;
import dev.estibador.stream.ArchiveStream;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.OutputFrame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Containers. Wherever an {@code id} is asked for, a name or the unambiguous beginning of an id does as well; one that
 * does not exist is a {@link dev.estibador.error.NotFoundException}.
 */
public interface Containers {
    /** {@code GET /containers/json}. The containers that run, or those that the options ask for, newest first. */
    CompletableFuture<List<ContainerSummary>> list(ContainerListOptions options);

    default CompletableFuture<List<ContainerSummary>> list(Consumer<ContainerListOptions.Builder> options) {
        return list(built(ContainerListOptions.builder(), options).build());
    }

    default CompletableFuture<List<ContainerSummary>> list() {
        return list(ContainerListOptions.DEFAULTS);
    }

    /**
     * {@code POST /containers/create}. Makes a container and does not start it. An image that the engine does not have
     * is a {@link dev.estibador.error.NotFoundException}, a name in use a
     * {@link dev.estibador.error.ConflictException}.
     */
    CompletableFuture<ContainerCreated> create(ContainerSpec spec);

    default CompletableFuture<ContainerCreated> create(String image, Consumer<ContainerSpec.Builder> spec) {
        return create(built(ContainerSpec.of(image), spec).build());
    }

    /** {@code GET /containers/{id}/json}. All that the engine knows of a container. */
    CompletableFuture<ContainerDetails> inspect(String id);

    /** {@code POST /containers/{id}/start}. True if this call started it, false if it ran already. */
    CompletableFuture<Boolean> start(String id);

    /**
     * {@code POST /containers/{id}/stop}. Sends the stop signal, and kills the container if it still runs after the
     * time that it has. True if this call stopped it, false if it did not run.
     */
    CompletableFuture<Boolean> stop(String id, StopOptions options);

    default CompletableFuture<Boolean> stop(String id, Consumer<StopOptions.Builder> options) {
        return stop(id, built(StopOptions.builder(), options).build());
    }

    default CompletableFuture<Boolean> stop(String id) {
        return stop(id, StopOptions.DEFAULTS);
    }

    /** {@code POST /containers/{id}/restart}. Stops it as {@link #stop} does, and starts it. */
    CompletableFuture<Void> restart(String id, StopOptions options);

    default CompletableFuture<Void> restart(String id, Consumer<StopOptions.Builder> options) {
        return restart(id, built(StopOptions.builder(), options).build());
    }

    default CompletableFuture<Void> restart(String id) {
        return restart(id, StopOptions.DEFAULTS);
    }

    /**
     * {@code POST /containers/{id}/kill}. Sends a signal, by name or number. A container that does not run is a
     * {@link dev.estibador.error.ConflictException}.
     */
    CompletableFuture<Void> kill(String id, String signal);

    default CompletableFuture<Void> kill(String id) {
        return kill(id, "SIGKILL");
    }

    /**
     * {@code POST /containers/{id}/wait}. Waits for a container's end, for as long as it takes. An unknown container
     * fails both futures.
     */
    ExitWait awaitExit(String id, WaitCondition condition);

    /** Waits until it does not run, which may be at once. */
    default ExitWait awaitExit(String id) {
        return awaitExit(id, WaitCondition.NOT_RUNNING);
    }

    /** {@code DELETE /containers/{id}}. One that runs is a {@link dev.estibador.error.ConflictException} unless forced. */
    CompletableFuture<Void> remove(String id, RemoveOptions options);

    default CompletableFuture<Void> remove(String id, Consumer<RemoveOptions.Builder> options) {
        return remove(id, built(RemoveOptions.builder(), options).build());
    }

    default CompletableFuture<Void> remove(String id) {
        return remove(id, RemoveOptions.DEFAULTS);
    }

    /**
     * {@code GET /containers/{id}/logs}. What the container wrote, and with {@code follow} what it writes until it
     * stops. A line of more than 16 KiB comes in several frames.
     */
    EngineStream<OutputFrame> logs(String id, LogOptions options);

    default EngineStream<OutputFrame> logs(String id, Consumer<LogOptions.Builder> options) {
        return logs(id, built(LogOptions.builder(), options).build());
    }

    default EngineStream<OutputFrame> logs(String id) {
        return logs(id, LogOptions.DEFAULTS);
    }

    /**
     * {@code POST /containers/{id}/attach}. Joins the container's streams, also before it is started. Completes when
     * the engine has switched to the session. To write, make the container with {@code openStdin}.
     */
    CompletableFuture<AttachSession> attach(String id, AttachOptions options);

    default CompletableFuture<AttachSession> attach(String id, Consumer<AttachOptions.Builder> options) {
        return attach(id, built(AttachOptions.builder(), options).build());
    }

    default CompletableFuture<AttachSession> attach(String id) {
        return attach(id, AttachOptions.DEFAULTS);
    }

    /**
     * {@code POST /containers/{id}/resize}. Tells the container's terminal its size in characters. One that does not
     * run is a {@link dev.estibador.error.ConflictException}.
     */
    CompletableFuture<Void> resize(String id, int rows, int columns);

    /**
     * {@code GET /containers/{id}/archive}. A file or folder of the container, running or stopped, as a tar archive
     * whose names begin with the last part of {@code path}.
     */
    ArchiveStream copyOut(String id, String path);

    /**
     * {@code PUT /containers/{id}/archive}. Writes files into the existing folder {@code path} of the container, running
     * or stopped.
     */
    CompletableFuture<Void> copyIn(String id, String path, FileSet files, CopyInOptions options);

    default CompletableFuture<Void> copyIn(String id, String path, FileSet files) {
        return copyIn(id, path, files, CopyInOptions.DEFAULTS);
    }

    default CompletableFuture<Void> copyIn(String id, String path, Consumer<FileSet.Builder> files) {
        return copyIn(id, path, FileSet.of(files));
    }

    private static <B> B built(B builder, Consumer<? super B> change) {
        change.accept(builder);
        return builder;
    }
}
