package dev.estibador.netty.calls;

import dev.estibador.common.TarContent;
import dev.estibador.container.AttachOptions;
import dev.estibador.container.Checkpoint;
import dev.estibador.container.CheckpointSpec;
import dev.estibador.container.ContainerConfig;
import dev.estibador.container.ContainerCreated;
import dev.estibador.container.ContainerDetails;
import dev.estibador.container.ContainerExit;
import dev.estibador.container.ContainerInspectOptions;
import dev.estibador.container.ContainerListOptions;
import dev.estibador.container.ContainerPruneOptions;
import dev.estibador.container.ContainerSpec;
import dev.estibador.container.ContainerState;
import dev.estibador.container.ContainerStats;
import dev.estibador.container.ContainerSummary;
import dev.estibador.container.ContainerUpdate;
import dev.estibador.container.ContainerUpdated;
import dev.estibador.container.Containers;
import dev.estibador.container.ContainersPruned;
import dev.estibador.container.CopyInOptions;
import dev.estibador.container.ExitWait;
import dev.estibador.container.FilesystemChange;
import dev.estibador.container.LogOptions;
import dev.estibador.container.PathStat;
import dev.estibador.container.ProcessList;
import dev.estibador.container.RemoveOptions;
import dev.estibador.container.StartOptions;
import dev.estibador.container.StopOptions;
import dev.estibador.container.WaitCondition;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.json.Json;
import dev.estibador.stream.ArchiveStream;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import dev.estibador.system.SystemInfo;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

final class ContainersCalls implements Containers {
    private static final int NOT_MODIFIED = 304;

    private final EngineCaller caller;
    private final SystemInfo system;

    ContainersCalls(EngineCaller caller, SystemInfo system) {
        this.caller = caller;
        this.system = system;
    }

    @Override
    public CompletableFuture<List<ContainerSummary>> list(ContainerListOptions options) {
        Call call = Call.get("/containers/json")
                .flag("all", options.all())
                .query("limit", options.limit())
                .flag("size", options.size())
                .filters(options.filters())
                .patientIf(options.size());
        return caller.list(call, ContainerSummary.class);
    }

    @Override
    public CompletableFuture<ContainerCreated> create(ContainerSpec spec) {
        Call call = Call.post("/containers/create")
                .query("name", spec.name())
                .query("platform", spec.platform(), "1.41")
                .json(spec);
        return caller.value(call, ContainerCreated.class);
    }

    @Override
    public CompletableFuture<ContainerDetails> inspect(String id, ContainerInspectOptions options) {
        Call call =
                Call.get("/containers/{}/json", id).flag("size", options.size()).patientIf(options.size());
        return caller.value(call, ContainerDetails.class);
    }

    @Override
    public CompletableFuture<ProcessList> top(String id, String psArgs) {
        return caller.value(Call.get("/containers/{}/top", id).query("ps_args", psArgs), ProcessList.class);
    }

    @Override
    public CompletableFuture<List<FilesystemChange>> changes(String id) {
        return caller.list(Call.get("/containers/{}/changes", id).patient(), FilesystemChange.class);
    }

    @Override
    public ArchiveStream export(String id) {
        return new TarStream(caller, Call.get("/containers/{}/export", id).patient());
    }

    @Override
    public EngineStream<ContainerStats> stats(String id) {
        return caller.jsonStream(Call.get("/containers/{}/stats", id).patient(), ContainerStats.class);
    }

    @Override
    public CompletableFuture<ContainerStats> sample(String id, boolean oneShot) {
        Call call = Call.get("/containers/{}/stats", id)
                .query("stream", false)
                .flag("one-shot", oneShot, "1.41")
                .patient();
        return caller.value(call, ContainerStats.class);
    }

    @Override
    public CompletableFuture<Boolean> start(String id, StartOptions options) {
        return changed(Call.post("/containers/{}/start", id)
                .query("detachKeys", options.detachKeys())
                .query("checkpoint", options.checkpoint())
                .query("checkpoint-dir", options.checkpointDirectory()));
    }

    @Override
    public CompletableFuture<Boolean> stop(String id, StopOptions options) {
        return changed(stopping(Call.post("/containers/{}/stop", id), options));
    }

    private CompletableFuture<Boolean> changed(Call call) {
        return caller.value(call.patient(), (reply, body) -> reply.status() != NOT_MODIFIED);
    }

    @Override
    public CompletableFuture<Void> restart(String id, StopOptions options) {
        return caller.done(stopping(Call.post("/containers/{}/restart", id), options));
    }

    private static Call stopping(Call call, StopOptions options) {
        return call.query("signal", options.signal(), "1.42")
                .query("t", options.timeoutSeconds())
                .patient();
    }

    @Override
    public CompletableFuture<Void> kill(String id, String signal) {
        return caller.done(Call.post("/containers/{}/kill", id).query("signal", signal));
    }

    @Override
    public CompletableFuture<ContainerUpdated> update(String id, ContainerUpdate update) {
        return caller.value(Call.post("/containers/{}/update", id).json(update).patient(), ContainerUpdated.class);
    }

    @Override
    public CompletableFuture<Void> rename(String id, String name) {
        return caller.done(Call.post("/containers/{}/rename", id).query("name", name));
    }

    @Override
    public CompletableFuture<Void> pause(String id) {
        return caller.done(Call.post("/containers/{}/pause", id));
    }

    @Override
    public CompletableFuture<Void> unpause(String id) {
        return caller.done(Call.post("/containers/{}/unpause", id));
    }

    @Override
    public ExitWait awaitExit(String id, WaitCondition condition) {
        Call call = Call.post("/containers/{}/wait", id)
                .query("condition", condition.value())
                .patient();
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        CompletableFuture<ContainerExit> exit = caller.value(
                call, (reply, body) -> Json.read(call.label(), body, ContainerExit.class), reply -> caller.executor()
                        .execute(() -> accepted.complete(null)));
        exit.whenComplete((end, e) -> {
            if (e != null) {
                accepted.completeExceptionally(e);
            } else {
                accepted.complete(null); // also if the user has completed the other one
            }
        });
        return new ExitWait(accepted, exit);
    }

    @Override
    public CompletableFuture<Void> remove(String id, RemoveOptions options) {
        return caller.done(Call.delete("/containers/{}", id)
                .flag("v", options.volumes())
                .flag("force", options.force())
                .flag("link", options.link())
                .patient());
    }

    @Override
    public FrameStream logs(String id, LogOptions options) {
        return caller.log(
                part -> Call.get("/containers/{}/logs", id).logs(part), options, () -> hasTerminal(id), () -> runs(id));
    }

    /** Whether a process of the container writes. One that is to be started again has ended. */
    private CompletableFuture<Boolean> runs(String id) {
        return Cancellations.mapped(inspect(id), details -> {
            ContainerState state = details.state();
            return state != null && Boolean.TRUE.equals(state.running()) && !Boolean.TRUE.equals(state.restarting());
        });
    }

    private CompletableFuture<Boolean> hasTerminal(String id) {
        return Cancellations.mapped(inspect(id), details -> {
            ContainerConfig config = details.config();
            return config != null && Boolean.TRUE.equals(config.tty());
        });
    }

    @Override
    public CompletableFuture<AttachSession> attach(String id, AttachOptions options) {
        Call call = attaching(Call.post("/containers/{}/attach", id), options)
                .header("Content-Type", "text/plain")
                .upgrade("tcp");
        return attach(call, id, options, Framing::of);
    }

    @Override
    public CompletableFuture<AttachSession> attachWebSocket(String id, AttachOptions options) {
        Call call = attaching(Call.get("/containers/{}/attach/ws", id), options).upgrade("websocket");
        return attach(call, id, options, (duplex, hasTerminal) -> CompletableFuture.completedFuture(Framing.RAW));
    }

    /** How the output of a session is read; its process is asked about its terminal where the reply does not say. */
    private interface Form {
        CompletableFuture<Framing> of(DuplexBytes duplex, Supplier<CompletableFuture<Boolean>> hasTerminal);
    }

    /** Inspects the container first, where there is to be an input; an engine that does not let it is no obstacle. */
    private CompletableFuture<AttachSession> attach(Call call, String id, AttachOptions options, Form form) {
        if (!options.stdin()) {
            return session(call, id, duplex -> form.of(duplex, () -> hasTerminal(id)), SessionInput.NOT_ATTACHED);
        }
        CompletableFuture<AttachSession> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        steps.during(inspect(id))
                .handle((details, e) -> e == null ? details.config() : null)
                .thenCompose(config -> steps.during(session(
                        call,
                        id,
                        duplex -> form.of(duplex, () -> config == null ? hasTerminal(id) : isTerminal(config)),
                        SessionInput.of(config))))
                .whenComplete((session, e) -> {
                    if (session == null) {
                        EngineCaller.settleNow(result, null, e);
                    } else if (!result.complete(session)) {
                        session.close();
                    }
                });
        Cancellations.link(result, steps::cancel);
        return result;
    }

    private static CompletableFuture<Boolean> isTerminal(ContainerConfig config) {
        return CompletableFuture.completedFuture(Boolean.TRUE.equals(config.tty()));
    }

    private static Call attaching(Call call, AttachOptions options) {
        return call.query("stream", true)
                .flag("stdin", options.stdin())
                .flag("stdout", options.stdout())
                .flag("stderr", options.stderr())
                .flag("logs", options.logs())
                .query("detachKeys", options.detachKeys())
                .patient();
    }

    private CompletableFuture<AttachSession> session(
            Call call, String id, Function<DuplexBytes, CompletableFuture<Framing>> framing, SessionInput input) {
        return caller.session(
                call,
                duplex -> new ProcessSession(
                        call.label(),
                        duplex,
                        framing.apply(duplex),
                        input,
                        (rows, columns) -> resize(id, rows, columns),
                        caller.executor()));
    }

    @Override
    public CompletableFuture<Void> resize(String id, int rows, int columns) {
        return caller.done(
                Call.post("/containers/{}/resize", id).query("h", rows).query("w", columns));
    }

    @Override
    public CompletableFuture<PathStat> stat(String id, String path) {
        Call call = Call.head("/containers/{}/archive", id)
                .query("path", path)
                .notFound("there is no container " + id + ", or nothing at " + path + " in it");
        return caller.value(call, (reply, body) -> {
            String stat = reply.header("X-Docker-Container-Path-Stat");
            if (stat == null) {
                throw new MalformedReplyException(call.label(), "the reply does not tell what is at the path", null);
            }
            try {
                return Json.read(call.label(), Base64.getDecoder().decode(stat), PathStat.class);
            } catch (IllegalArgumentException e) {
                throw new MalformedReplyException(call.label(), "what is at the path is told in no base64", null);
            }
        });
    }

    @Override
    public ArchiveStream copyOut(String id, String path) {
        return archive(id, path);
    }

    private TarStream archive(String id, String path) {
        return new TarStream(
                caller,
                Call.get("/containers/{}/archive", id).query("path", path).patient());
    }

    @Override
    public CompletableFuture<Void> copyIn(String id, String path, TarContent tar, CopyInOptions options) {
        Call call = Call.put("/containers/{}/archive", id)
                .query("path", path)
                .query("noOverwriteDirNonDir", options.noOverwriteDirNonDir() ? 1 : null)
                .query("copyUIDGID", options.copyUidGid() ? 1 : null);
        return caller.done(
                call.tar(TarBody.of(call.label(), tar, caller.executor())).patient());
    }

    @Override
    public CompletableFuture<ContainersPruned> prune(ContainerPruneOptions options) {
        return caller.value(
                Call.post("/containers/prune").filters(options.filters()).patient(), ContainersPruned.class);
    }

    @Override
    public CompletableFuture<List<Checkpoint>> checkpoints(String id, @Nullable String directory) {
        return caller.list(Call.get("/containers/{}/checkpoints", id).query("dir", directory), Checkpoint.class);
    }

    @Override
    public CompletableFuture<Void> createCheckpoint(String id, CheckpointSpec spec) {
        return caller.done(
                Call.post("/containers/{}/checkpoints", id).json(spec).patient());
    }

    @Override
    public CompletableFuture<Void> removeCheckpoint(String id, String checkpoint, @Nullable String directory) {
        return caller.done(
                Call.delete("/containers/{}/checkpoints/{}", id, checkpoint).query("dir", directory));
    }

    @Override
    public CompletableFuture<ContainerState> awaitHealthy(String id) {
        return waits().healthy(id);
    }

    @Override
    public CompletableFuture<LogLine> awaitLine(String id, Predicate<? super LogLine> wanted) {
        return waits().line(id, wanted);
    }

    private ContainerWaits waits() {
        return new ContainerWaits(this, system);
    }

    @Override
    public CompletableFuture<PathStat> download(String id, String path, Path target) {
        return copies().download(id, path, target);
    }

    @Override
    public CompletableFuture<String> upload(String id, Path source, String path) {
        return copies().upload(id, source, path);
    }

    private FileCopies copies() {
        return new FileCopies(this, this::archive, caller);
    }
}
