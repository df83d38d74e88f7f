package dev.estibador.container;

import static dev.estibador.common.Builders.built;

import dev.estibador.common.FileSet;
import dev.estibador.common.TarContent;
import dev.estibador.stream.ArchiveStream;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    default CompletableFuture<ContainerCreated> create(String image) {
        return create(ContainerSpec.of(image).build());
    }

    /** {@code GET /containers/{id}/json}. All that the engine knows of a container. */
    CompletableFuture<ContainerDetails> inspect(String id, ContainerInspectOptions options);

    default CompletableFuture<ContainerDetails> inspect(String id, Consumer<ContainerInspectOptions.Builder> options) {
        return inspect(id, built(ContainerInspectOptions.builder(), options).build());
    }

    default CompletableFuture<ContainerDetails> inspect(String id) {
        return inspect(id, ContainerInspectOptions.DEFAULTS);
    }

    /**
     * {@code GET /containers/{id}/top}. The processes of a running container, as {@code ps} on the engine's machine shows
     * them with these arguments.
     */
    CompletableFuture<ProcessList> top(String id, String psArgs);

    default CompletableFuture<ProcessList> top(String id) {
        return top(id, "-ef");
    }

    /**
     * {@code GET /containers/{id}/logs}. What the container wrote, and with {@code follow} what it writes until it
     * stops. A line of more than 16 KiB comes in several frames; {@link FrameStream#lines} puts it together.
     */
    FrameStream logs(String id, LogOptions options);

    default FrameStream logs(String id, Consumer<LogOptions.Builder> options) {
        return logs(id, built(LogOptions.builder(), options).build());
    }

    default FrameStream logs(String id) {
        return logs(id, LogOptions.DEFAULTS);
    }

    /** {@code GET /containers/{id}/changes}. The paths in which a container differs from its image. */
    CompletableFuture<List<FilesystemChange>> changes(String id);

    /** {@code GET /containers/{id}/export}. All files of a container, without those of volumes, as a tar archive. */
    ArchiveStream export(String id);

    /**
     * {@code GET /containers/{id}/stats}. A sample of what the container uses, each second until it is removed. One that
     * does not run gives samples without values.
     */
    EngineStream<ContainerStats> stats(String id);

    /**
     * {@code GET /containers/{id}/stats} without {@code stream}. One sample, with the one before it for the use of CPU in
     * between, which takes a second or two; or {@code oneShot}, API 1.41, at once and without the one before.
     */
    CompletableFuture<ContainerStats> sample(String id, boolean oneShot);

    /**
     * {@code POST /containers/{id}/resize}. Tells the container's terminal its size in characters. One that does not
     * run is a {@link dev.estibador.error.ConflictException}.
     */
    CompletableFuture<Void> resize(String id, int rows, int columns);

    /** {@code POST /containers/{id}/start}. True if this call started it, false if it ran already. */
    CompletableFuture<Boolean> start(String id, StartOptions options);

    default CompletableFuture<Boolean> start(String id, Consumer<StartOptions.Builder> options) {
        return start(id, built(StartOptions.builder(), options).build());
    }

    default CompletableFuture<Boolean> start(String id) {
        return start(id, StartOptions.DEFAULTS);
    }

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
     * {@code POST /containers/{id}/update}. Changes the limits or the restart policy of a container, also while it runs.
     */
    CompletableFuture<ContainerUpdated> update(String id, ContainerUpdate update);

    default CompletableFuture<ContainerUpdated> update(String id, Consumer<ContainerUpdate.Builder> update) {
        return update(id, built(ContainerUpdate.builder(), update).build());
    }

    /** {@code POST /containers/{id}/rename}. A name in use is a {@link dev.estibador.error.ConflictException}. */
    CompletableFuture<Void> rename(String id, String name);

    /** {@code POST /containers/{id}/pause}. Suspends every process of the container. */
    CompletableFuture<Void> pause(String id);

    /** {@code POST /containers/{id}/unpause}. Lets the processes go on. */
    CompletableFuture<Void> unpause(String id);

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
     * {@code GET /containers/{id}/attach/ws}. As {@link #attach(String, AttachOptions) attach}, over a WebSocket, for where
     * a proxy passes nothing else. Output and errors come as one raw stream, and engines before API 1.42 send and take
     * all three streams whatever is asked. {@link AttachSession#closeInput()} sends a close frame, after which the engine may
     * still send.
     */
    CompletableFuture<AttachSession> attachWebSocket(String id, AttachOptions options);

    default CompletableFuture<AttachSession> attachWebSocket(String id, Consumer<AttachOptions.Builder> options) {
        return attachWebSocket(id, built(AttachOptions.builder(), options).build());
    }

    default CompletableFuture<AttachSession> attachWebSocket(String id) {
        return attachWebSocket(id, AttachOptions.DEFAULTS);
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
     * {@code HEAD /containers/{id}/archive}. What is at that path of the container, running or stopped. Symbolic links are
     * not followed.
     */
    CompletableFuture<PathStat> stat(String id, String path);

    /**
     * {@code GET /containers/{id}/archive}. A file or folder of the container, running or stopped, as a tar archive
     * whose names begin with the last part of {@code path}.
     */
    ArchiveStream copyOut(String id, String path);

    /**
     * {@code PUT /containers/{id}/archive}. Writes the files of a tar archive, which may be compressed, into the existing folder {@code path}
     * of the container, running or stopped.
     */
    CompletableFuture<Void> copyIn(String id, String path, TarContent tar, CopyInOptions options);

    default CompletableFuture<Void> copyIn(String id, String path, TarContent tar) {
        return copyIn(id, path, tar, CopyInOptions.DEFAULTS);
    }

    /** The same with files, of which the archive is made while it is sent. */
    default CompletableFuture<Void> copyIn(String id, String path, FileSet files, CopyInOptions options) {
        return copyIn(id, path, TarContent.of(files), options);
    }

    default CompletableFuture<Void> copyIn(String id, String path, FileSet files) {
        return copyIn(id, path, files, CopyInOptions.DEFAULTS);
    }

    default CompletableFuture<Void> copyIn(String id, String path, Consumer<FileSet.Builder> files) {
        return copyIn(id, path, FileSet.of(files));
    }

    /** {@code POST /containers/prune}. Removes the containers that do not run. */
    CompletableFuture<ContainersPruned> prune(ContainerPruneOptions options);

    default CompletableFuture<ContainersPruned> prune(Consumer<ContainerPruneOptions.Builder> options) {
        return prune(built(ContainerPruneOptions.builder(), options).build());
    }

    default CompletableFuture<ContainersPruned> prune() {
        return prune(ContainerPruneOptions.DEFAULTS);
    }

    /**
     * {@code GET /containers/{id}/checkpoints}. The checkpoints in a directory of the engine's machine, null being the
     * container's own. Checkpoints are for engines with experimental features.
     */
    CompletableFuture<List<Checkpoint>> checkpoints(String id, @Nullable String directory);

    default CompletableFuture<List<Checkpoint>> checkpoints(String id) {
        return checkpoints(id, null);
    }

    /** {@code POST /containers/{id}/checkpoints}. Keeps the state of the running processes, to start from it later. */
    CompletableFuture<Void> createCheckpoint(String id, CheckpointSpec spec);

    default CompletableFuture<Void> createCheckpoint(
            String id, String checkpoint, Consumer<CheckpointSpec.Builder> spec) {
        return createCheckpoint(id, built(CheckpointSpec.of(checkpoint), spec).build());
    }

    /** {@code DELETE /containers/{id}/checkpoints/{checkpoint}}. In that directory, null being the container's own. */
    CompletableFuture<Void> removeCheckpoint(String id, String checkpoint, @Nullable String directory);

    default CompletableFuture<Void> removeCheckpoint(String id, String checkpoint) {
        return removeCheckpoint(id, checkpoint, null);
    }

    /**
     * {@code GET /events} and {@code GET /containers/{id}/json}. Waits until the container's health check says {@code
     * healthy}; gives its state then. Looks again whenever the engine tells of the container, so nothing is polled. A
     * container that ends, is removed, has no health check or becomes {@code unhealthy} fails it with a
     * {@link dev.estibador.error.WaitFailedException}. Waits for as long as it takes, or for the call timeout.
     */
    CompletableFuture<ContainerState> awaitHealthy(String id);

    /**
     * {@code GET /containers/{id}/logs}. Reads the log of a started container from its beginning and follows it up to the
     * first line that is wanted. A container that ends without it fails it with a
     * {@link dev.estibador.error.WaitFailedException}.
     */
    CompletableFuture<LogLine> awaitLine(String id, Predicate<? super LogLine> wanted);

    /** Waits for a line that contains the text. */
    default CompletableFuture<LogLine> awaitLine(String id, String part) {
        return awaitLine(id, line -> line.text().contains(part));
    }

    /**
     * {@code HEAD} and {@code GET /containers/{id}/archive}. Copies a file, or a folder and all below it, out of a
     * container, running or stopped, as {@code docker cp} does: into {@code target} where that is an existing folder, else
     * to that very name, in a folder that exists. A symbolic link is copied as a link. Completes with what was copied.
     * See {@link ArchiveStream#extractTo} for what is kept.
     */
    CompletableFuture<PathStat> download(String id, String path, Path target);

    /**
     * {@code HEAD} and {@code PUT /containers/{id}/archive}. Copies a file, or a folder and all below it, into a container,
     * running or stopped, as {@code docker cp} does: into {@code path} where that is an existing folder, else to that very
     * name, in a folder that exists. A folder does not replace a file, nor a file a folder. Completes with the path that
     * the copy has in the container.
     */
    CompletableFuture<String> upload(String id, Path source, String path);
}
