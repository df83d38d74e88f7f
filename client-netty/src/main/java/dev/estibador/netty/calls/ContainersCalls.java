package dev.estibador.netty.calls;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.FileSet;
import dev.estibador.container.AttachOptions;
import dev.estibador.container.ContainerConfig;
import dev.estibador.container.ContainerCreated;
import dev.estibador.container.ContainerDetails;
import dev.estibador.container.ContainerExit;
import dev.estibador.container.ContainerListOptions;
import dev.estibador.container.ContainerSpec;
import dev.estibador.container.ContainerSummary;
import dev.estibador.container.Containers;
import dev.estibador.container.CopyInOptions;
import dev.estibador.container.ExitWait;
import dev.estibador.container.LogOptions;
import dev.estibador.container.RemoveOptions;
import dev.estibador.container.StopOptions;
import dev.estibador.container.WaitCondition;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.json.Json;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.stream.ArchiveStream;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.OutputFrame;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

final class ContainersCalls implements Containers {
    private static final int NOT_MODIFIED = 304;

    private final EngineCaller caller;

    ContainersCalls(EngineCaller caller) {
        this.caller = caller;
    }

    @Override
    public CompletableFuture<List<ContainerSummary>> list(ContainerListOptions options) {
        Call call = Call.get("/containers/json")
                .flag("all", options.all())
                .query("limit", options.limit())
                .flag("size", options.size())
                .jsonQuery("filters", options.filters().values());
        return caller.value(call, (reply, body) -> Json.readList(call.label(), body, ContainerSummary.class));
    }

    @Override
    public CompletableFuture<ContainerCreated> create(ContainerSpec spec) {
        Call call = Call.post("/containers/create")
                .query("name", spec.name())
                .query("platform", spec.platform())
                .json(spec);
        return caller.value(
                call,
                (reply, body) -> Json.read(call.label(), body, ContainerCreated.class),
                accepted -> {},
                version -> {
                    if (spec.platform() != null) {
                        Feature.CREATE_PLATFORM.require(call.label(), version);
                    }
                });
    }

    @Override
    public CompletableFuture<ContainerDetails> inspect(String id) {
        return caller.value(Call.get("/containers/{}/json", id), ContainerDetails.class);
    }

    @Override
    public CompletableFuture<Boolean> start(String id) {
        return changed(Call.post("/containers/{}/start", id).patient(), version -> {});
    }

    @Override
    public CompletableFuture<Boolean> stop(String id, StopOptions options) {
        Call call = stopping(Call.post("/containers/{}/stop", id), options);
        return changed(call, version -> checkStop(call, options, version));
    }

    private CompletableFuture<Boolean> changed(Call call, EngineCaller.VersionCheck check) {
        return caller.value(call, (reply, body) -> reply.status() != NOT_MODIFIED, accepted -> {}, check);
    }

    @Override
    public CompletableFuture<Void> restart(String id, StopOptions options) {
        Call call = stopping(Call.post("/containers/{}/restart", id), options);
        return caller.done(call, version -> checkStop(call, options, version));
    }

    private static Call stopping(Call call, StopOptions options) {
        return call.query("signal", options.signal())
                .query("t", options.timeoutSeconds())
                .patient();
    }

    private static void checkStop(Call call, StopOptions options, ApiVersion version) {
        if (options.signal() != null) {
            Feature.STOP_SIGNAL.require(call.label(), version);
        }
    }

    @Override
    public CompletableFuture<Void> kill(String id, String signal) {
        return caller.done(Call.post("/containers/{}/kill", id).query("signal", signal));
    }

    @Override
    public ExitWait awaitExit(String id, WaitCondition condition) {
        Call call = Call.post("/containers/{}/wait", id)
                .query("condition", condition.value())
                .patient();
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        CompletableFuture<ContainerExit> exit = caller.value(
                call,
                (reply, body) -> Json.read(call.label(), body, ContainerExit.class),
                reply -> caller.executor().execute(() -> accepted.complete(null)),
                version -> {});
        exit.whenComplete((end, e) -> {
            if (e != null) {
                accepted.completeExceptionally(e);
            }
        });
        return new ExitWait(accepted, exit);
    }

    @Override
    public CompletableFuture<Void> remove(String id, RemoveOptions options) {
        return caller.done(Call.delete("/containers/{}", id)
                .flag("v", options.volumes())
                .flag("force", options.force())
                .patient());
    }

    @Override
    public EngineStream<OutputFrame> logs(String id, LogOptions options) {
        Call call = Call.get("/containers/{}/logs", id)
                .flag("follow", options.follow())
                .flag("stdout", options.stdout())
                .flag("stderr", options.stderr())
                .query("since", seconds(options.since()))
                .query("until", seconds(options.until()))
                .flag("timestamps", options.timestamps())
                .query("tail", options.tail())
                .flag("details", options.details())
                .patient();
        return caller.stream(call, reply -> framing(id, call, reply));
    }

    private static @Nullable String seconds(@Nullable Instant time) {
        return time == null ? null : "%d.%09d".formatted(time.getEpochSecond(), time.getNano());
    }

    private CompletableFuture<Decoder<OutputFrame>> framing(String id, Call call, HttpReply reply) {
        return Framing.of(call.label(), reply, () -> inspect(id).thenApply(details -> {
            ContainerConfig config = details.config();
            return config != null && Boolean.TRUE.equals(config.tty());
        }));
    }

    @Override
    public CompletableFuture<AttachSession> attach(String id, AttachOptions options) {
        Call call = Call.post("/containers/{}/attach", id)
                .query("stream", true)
                .flag("stdin", options.stdin())
                .flag("stdout", options.stdout())
                .flag("stderr", options.stderr())
                .flag("logs", options.logs())
                .query("detachKeys", options.detachKeys())
                .header("Content-Type", "text/plain")
                .patient();
        return caller.session(
                call,
                version -> {},
                duplex -> new DuplexSession(
                        duplex,
                        framing(id, call, duplex),
                        (rows, columns) -> resize(id, rows, columns),
                        caller.executor()));
    }

    @Override
    public CompletableFuture<Void> resize(String id, int rows, int columns) {
        return caller.done(
                Call.post("/containers/{}/resize", id).query("h", rows).query("w", columns));
    }

    @Override
    public ArchiveStream copyOut(String id, String path) {
        return new TarStream(
                caller,
                Call.get("/containers/{}/archive", id).query("path", path).patient());
    }

    @Override
    public CompletableFuture<Void> copyIn(String id, String path, FileSet files, CopyInOptions options) {
        return caller.done(Call.put("/containers/{}/archive", id)
                .query("path", path)
                .query("noOverwriteDirNonDir", options.noOverwriteDirNonDir() ? 1 : null)
                .query("copyUIDGID", options.copyUidGid() ? 1 : null)
                .tar(TarBody.of(files, caller.executor()))
                .patient());
    }
}
