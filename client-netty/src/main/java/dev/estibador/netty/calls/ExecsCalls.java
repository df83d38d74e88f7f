package dev.estibador.netty.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.exec.ExecCreated;
import dev.estibador.exec.ExecDetails;
import dev.estibador.exec.ExecSpec;
import dev.estibador.exec.ExecStartOptions;
import dev.estibador.exec.Execs;
import dev.estibador.exec.ProcessConfig;
import dev.estibador.stream.AttachSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

final class ExecsCalls implements Execs {
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
                .json(new ExecStart(true, false, null))
                .patient());
    }

    /**
     * The engine frames the output by the start's own {@code Tty}, whatever the exec was made with, so the two must agree;
     * once they do, the form of the output is known.
     */
    @Override
    public CompletableFuture<AttachSession> attach(String id, ExecStartOptions options) {
        Boolean told = options.tty();
        if (told != null) {
            return attach(id, options, told);
        }
        CompletableFuture<AttachSession> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        steps.during(inspect(id))
                .thenCompose(details -> {
                    ProcessConfig process = details.process();
                    boolean tty = process != null && Boolean.TRUE.equals(process.tty());
                    return steps.during(attach(id, options, tty));
                })
                .whenComplete((session, e) -> EngineCaller.settleNow(result, session, e));
        EngineCaller.cancelling(result, steps);
        return result;
    }

    private CompletableFuture<AttachSession> attach(String id, ExecStartOptions options, boolean tty) {
        Integer rows = options.rows();
        Integer columns = options.columns();
        List<Integer> size = rows == null || columns == null ? null : List.of(rows, columns);
        Call call = Call.post("/exec/{}/start", id)
                .json(new ExecStart(false, tty, size))
                .patient()
                .upgrade("tcp");
        return caller.session(
                call,
                duplex -> new DuplexSession(
                        duplex,
                        CompletableFuture.completedFuture(tty ? Framing.raw() : Framing.multiplexed(call.label())),
                        (height, width) -> resize(id, height, width),
                        caller.executor()));
    }

    /** The body of {@code POST /exec/{id}/start}. */
    record ExecStart(
            @JsonProperty("Detach") boolean detach,
            @JsonProperty("Tty") boolean tty,

            @JsonProperty("ConsoleSize") @ApiSince("1.42") @Nullable
            List<Integer> consoleSize) {}

    @Override
    public CompletableFuture<Void> resize(String id, int rows, int columns) {
        return caller.done(Call.post("/exec/{}/resize", id).query("h", rows).query("w", columns));
    }

    @Override
    public CompletableFuture<ExecDetails> inspect(String id) {
        return caller.value(Call.get("/exec/{}/json", id), ExecDetails.class);
    }
}
