package dev.estibador.exec;

import static dev.estibador.common.Builders.built;

import dev.estibador.stream.AttachSession;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Commands run inside running containers: make one, then start it with or without a session. */
public interface Execs {
    /**
     * {@code POST /containers/{id}/exec}. Prepares a command. A container that does not run is a
     * {@link dev.estibador.error.ConflictException}.
     */
    CompletableFuture<ExecCreated> create(String containerId, ExecSpec spec);

    default CompletableFuture<ExecCreated> create(String containerId, Consumer<ExecSpec.Builder> spec) {
        return create(containerId, built(ExecSpec.builder(), spec).build());
    }

    /** {@code POST /exec/{id}/start} with {@code Detach}. Starts the command and leaves it alone. */
    CompletableFuture<Void> start(String id);

    /**
     * {@code POST /exec/{id}/start}. Starts the command and joins its streams. A command that cannot be run says so in
     * the output, and by the exit code of {@link #inspect}.
     */
    CompletableFuture<AttachSession> attach(String id, ExecStartOptions options);

    default CompletableFuture<AttachSession> attach(String id, Consumer<ExecStartOptions.Builder> options) {
        return attach(id, built(ExecStartOptions.builder(), options).build());
    }

    default CompletableFuture<AttachSession> attach(String id) {
        return attach(id, ExecStartOptions.DEFAULTS);
    }

    /** {@code POST /exec/{id}/resize}. Tells the command's terminal its size in characters. */
    CompletableFuture<Void> resize(String id, int rows, int columns);

    /** {@code GET /exec/{id}/json}. The command's state, and its exit code once it has ended. */
    CompletableFuture<ExecDetails> inspect(String id);

    /**
     * {@code POST /containers/{id}/exec}, {@code POST /exec/{id}/start} and {@code GET /exec/{id}/json}. Makes the command,
     * starts it, collects what it writes and waits for its end. It reads an end of file at once. More than
     * {@link ExecResult#LIMIT} bytes are an {@link dev.estibador.error.OutputLimitException}. Cancelling the future ends the
     * call at any stage, but not the command.
     */
    CompletableFuture<ExecResult> run(String containerId, ExecSpec spec);

    default CompletableFuture<ExecResult> run(String containerId, Consumer<ExecSpec.Builder> spec) {
        return run(containerId, built(ExecSpec.builder(), spec).build());
    }

    /**
     * {@code GET /exec/{id}/json}, again and again until the command has ended: its state then, with the exit code. The engine
     * notes the end a moment after the output has ended. A command that was never started is waited for as well.
     */
    CompletableFuture<ExecDetails> awaitEnd(String id);
}
