package dev.estibador.netty.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.exec.ExecCreated;
import dev.estibador.exec.ExecDetails;
import dev.estibador.exec.ExecResult;
import dev.estibador.exec.ExecSpec;
import dev.estibador.exec.ExecStartOptions;
import dev.estibador.exec.Execs;
import dev.estibador.exec.ProcessConfig;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.stream.AttachSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

final class ExecsCalls implements Execs {
    /** Milliseconds between two looks at a command whose output has ended. */
    private static final long FIRST_PAUSE = 5;

    private static final long LONGEST_PAUSE = 1000;

    private final EngineCaller caller;

    ExecsCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<ExecCreated> create(String containerId, ExecSpec spec) {
        return caller.value(Call.post("/containers/{}/exec", containerId).json(spec), ExecCreated.class);
    }

    @Override
    public CompletableFuture<Void> start(String id) {
        return caller.done(Call.post("/exec/{}/start", id)
                .json(new ExecStart(true, false, List.of()))
                .patient());
    }

    /**
     * The engine frames the output by the start's own {@code Tty}, whatever the exec was made with, so the two must agree;
     * once they do, the form of the output is known.
     */
    @Override
    public CompletableFuture<AttachSession> attach(String id, ExecStartOptions options) {
        CompletableFuture<AttachSession> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        Boolean terminal = options.tty();
        (terminal == null ? inspected(id, options, steps) : inspectedLater(id, options, terminal, steps))
                .whenComplete((session, e) -> {
                    if (session == null) {
                        EngineCaller.settleNow(result, null, e);
                    } else if (!result.complete(session)) {
                        session.close();
                    }
                });
        Cancellations.link(result, steps::cancel);
        caller.limit("POST /exec/" + id + "/start", result);
        return result;
    }

    private CompletableFuture<ProcessSession> inspected(String id, ExecStartOptions options, Cancellation steps) {
        return steps.during(inspect(id)).thenCompose(details -> {
            ProcessConfig process = details.process();
            boolean tty = process != null && Boolean.TRUE.equals(process.tty());
            SessionInput input = SessionInput.of(details.openStdin(), tty);
            return steps.during(attach(id, options, tty, input));
        });
    }

    /** So that what the engine is too old for is refused before anything is sent. Without an answer the input may be there. */
    private CompletableFuture<ProcessSession> inspectedLater(
            String id, ExecStartOptions options, boolean tty, Cancellation steps) {
        return steps.during(attach(id, options, tty, SessionInput.of(null, tty)))
                .thenCompose(session -> steps.during(inspect(id)).handle((details, e) -> {
                    if (details != null) {
                        session.learn(SessionInput.of(details.openStdin(), tty));
                    }
                    return session;
                }));
    }

    private CompletableFuture<ProcessSession> attach(
            String id, ExecStartOptions options, boolean tty, SessionInput input) {
        Integer rows = options.rows();
        Integer columns = options.columns();
        List<Long> size = rows == null || columns == null ? List.of() : List.of((long) rows, (long) columns);
        Call call = Call.post("/exec/{}/start", id)
                .json(new ExecStart(false, tty, size))
                .patient()
                .upgrade("tcp");
        return caller.session(
                call,
                duplex -> new ProcessSession(
                        call.label(),
                        duplex,
                        CompletableFuture.completedFuture(Framing.ofTerminal(tty)),
                        input,
                        (height, width) -> resize(id, height, width),
                        caller.executor()));
    }

    /** The body of {@code POST /exec/{id}/start}. */
    record ExecStart(
            @JsonProperty("Detach") boolean detach,
            @JsonProperty("Tty") boolean tty,

            @JsonProperty("ConsoleSize") @ApiSince("1.42") List<Long> consoleSize) {}

    @Override
    public CompletableFuture<Void> resize(String id, int rows, int columns) {
        return caller.done(Call.post("/exec/{}/resize", id).query("h", rows).query("w", columns));
    }

    @Override
    public CompletableFuture<ExecDetails> inspect(String id) {
        return caller.value(Call.get("/exec/{}/json", id), ExecDetails.class);
    }

    @Override
    public CompletableFuture<ExecResult> run(String containerId, ExecSpec spec) {
        ExecSpec collected = spec.toBuilder()
                .attachStdin(false)
                .attachStdout(!Boolean.FALSE.equals(spec.attachStdout()))
                .attachStderr(!Boolean.FALSE.equals(spec.attachStderr()))
                .build();
        boolean tty = Boolean.TRUE.equals(spec.tty());
        CompletableFuture<ExecResult> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        steps.during(create(containerId, collected))
                .thenCompose(exec -> steps.during(
                                attach(exec.id(), ExecStartOptions.DEFAULTS, tty, SessionInput.NOT_ATTACHED))
                        .thenCompose(session -> collect(exec.id(), session, steps)))
                .whenComplete((value, e) -> EngineCaller.settleNow(result, value, e));
        Cancellations.link(result, steps::cancel);
        caller.limit("POST /containers/" + containerId + "/exec", result);
        return result;
    }

    private CompletableFuture<ExecResult> collect(String id, AttachSession session, Cancellation steps) {
        OutputCollector output = new OutputCollector("POST /exec/" + id + "/start", ExecResult.LIMIT);
        return steps.during(session.output().forEach(output::add))
                .whenComplete((nothing, e) -> session.close())
                .thenCompose(nothing -> ended(id, FIRST_PAUSE, steps, details -> true))
                .thenApply(details -> output.result(details));
    }

    @Override
    public CompletableFuture<ExecDetails> awaitEnd(String id) {
        CompletableFuture<ExecDetails> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        ended(id, FIRST_PAUSE, steps, ExecsCalls::hasBegun)
                .whenComplete((details, e) -> EngineCaller.settleNow(result, details, e));
        Cancellations.link(result, steps::cancel);
        caller.limit("GET /exec/" + id + "/json", result);
        return result;
    }

    /** Docker gives an exit code only to what has ended; Podman gives 0 to what has not begun, too, but no process. */
    private static boolean hasBegun(ExecDetails details) {
        Long code = details.exitCode();
        boolean none = details.pid() == null || details.pid() == 0;
        return code != null && (code != 0 || !none || !Boolean.FALSE.equals(details.canRemove()));
    }

    /**
     * The exec once it has ended. Its output ends a moment before the engine notes its exit code, or long before, for a
     * command that closes its output and goes on.
     *
     * @param begun tells a command that has ended from one that has not begun, of which the engine says as well that it does
     *     not run
     */
    private CompletableFuture<ExecDetails> ended(
            String id, long pause, Cancellation steps, Predicate<ExecDetails> begun) {
        return steps.during(inspect(id)).thenCompose(details -> {
            if (!Boolean.TRUE.equals(details.running()) && begun.test(details)) {
                return CompletableFuture.completedFuture(details);
            }
            Executor later = CompletableFuture.delayedExecutor(
                    pause, TimeUnit.MILLISECONDS, caller.executor()::executeElsewhere);
            return steps.during(CompletableFuture.runAsync(() -> {}, later))
                    .thenCompose(nothing -> ended(id, Math.min(pause * 2, LONGEST_PAUSE), steps, begun));
        });
    }
}
