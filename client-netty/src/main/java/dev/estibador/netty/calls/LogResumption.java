package dev.estibador.netty.calls;

import dev.estibador.container.LogGap;
import dev.estibador.container.LogOptions;
import dev.estibador.error.ConflictException;
import dev.estibador.error.DockerException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.FrameLines;
import dev.estibador.netty.wire.LogMarks;
import dev.estibador.netty.wire.ResumedEntries;
import dev.estibador.netty.wire.ResumedEntries.Part;
import dev.estibador.netty.wire.WantedLog;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.ResumeListener;
import dev.estibador.stream.StreamSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A log that goes on after cuts: its messages come with their times, whether the user sees them or not. Where it was followed and the
 * engine ends it, the process is asked whether it runs: if so, that was no end; if not, what is left of the log is asked for.
 */
final class LogResumption implements Resumption, ProcessOutput.Reading {
    private final Function<LogOptions, Call> calls;
    private final LogOptions options;
    private final Supplier<CompletableFuture<Boolean>> runs;
    private final String call;
    private final Signals signals = new Signals();
    private final AskedEnd asked;
    private final ResumedEntries entries;
    private @Nullable Framing framing;

    /** When the engine accepted the first call, by its clock. */
    private @Nullable Instant accepted;

    /** When the engine answered last, by its clock and by ours. */
    private Instant answered = Instant.EPOCH;

    private long answeredNanos;

    private @Nullable DockerException cause;
    private boolean interrupted;
    /** The process writes no more. */
    private boolean last;

    /** The engine has ended the log, and what it may have kept back is being asked for. */
    private boolean finishing;

    /** @param runs asks whether the process still runs */
    static FrameStream stream(
            EngineCaller caller,
            Function<LogOptions, Call> calls,
            LogOptions options,
            Supplier<CompletableFuture<Boolean>> hasTerminal,
            Supplier<CompletableFuture<Boolean>> runs) {
        LogResumption log = new LogResumption(calls, options, runs);
        OutputView view = new OutputView();
        DecodedStream<Object> items = caller.stream(
                log.rest(),
                reply -> Cancellations.mapped(
                        Framing.of(reply, hasTerminal), framing -> log.signals.among(view.decoder(framing))),
                log);
        return new ProcessOutput(log.call, log, view, new SignalledStream<>(items), caller.executor());
    }

    private LogResumption(
            Function<LogOptions, Call> calls, LogOptions options, Supplier<CompletableFuture<Boolean>> runs) {
        this.calls = calls;
        this.options = options;
        this.asked = new AskedEnd(options.until());
        this.runs = runs;
        this.call = calls.apply(options).label();
        this.last = !options.follow();
        this.entries = new ResumedEntries(
                this::messages,
                new WantedLog(
                        options.follow(),
                        options.tail(),
                        options.until() == null,
                        source -> source == StreamSource.STDERR ? options.stderr() : options.stdout(),
                        options.timestamps()),
                this::gap);
    }

    private Decoder<OutputFrame> messages() {
        return Objects.requireNonNull(framing).messages(call, new LogMarks(true, options.details()));
    }

    @Override
    public void accepted(HttpReply reply) {
        answer(reply);
        accepted = answered;
    }

    @Override
    public void resumed(HttpReply reply) {
        answer(reply);
        if (beginsWhenAccepted() && accepted != null && answered.isBefore(accepted)) {
            // the clock was set back, so that the engine leaves out what it should give
            gap(accepted);
        }
    }

    private void answer(HttpReply reply) {
        answered = Objects.requireNonNullElseGet(Resumption.time(reply), Instant::now);
        answeredNanos = System.nanoTime();
        ResumeListener<? super LogGap> listener = options.resumeListener();
        if (interrupted && listener != null) {
            signals.add(listener::resumed);
        }
        interrupted = false;
    }

    @Override
    public ResumedEntries frames(Framing framing) {
        this.framing = framing;
        return entries;
    }

    @Override
    public Decoder<LogLine> lines(Framing framing, int maxBytes) {
        return new FrameLines(frames(framing), new LogMarks(options.timestamps(), options.details()), maxBytes);
    }

    /** What was given last, or last before the engine left something out, is of that time. */
    private void gap(Instant from) {
        DockerException why = cause == null
                ? new StreamFailedException(call, "the engine ended the log without what was given last", null)
                : cause;
        ResumeListener<? super LogGap> listener = options.resumeListener();
        if (listener == null) {
            signals.fail(new StreamFailedException(
                    call,
                    "cannot resume: lines may be lost after those of " + from
                            + ", since the log has these no longer or more than once, or the engine has left some out",
                    why));
        } else {
            LogGap gap = new LogGap(from, answered, why);
            signals.addBreak(() -> listener.gap(gap));
        }
    }

    @Override
    public CompletableFuture<Ending> ended() {
        return switch (entries.ended()) {
            case COMPLETE -> CompletableFuture.completedFuture(Ending.COMPLETE);
            case MORE -> CompletableFuture.completedFuture(Ending.MORE);
            case FOLLOWED -> followedToItsEnd();
        };
    }

    private CompletableFuture<Ending> followedToItsEnd() {
        Instant now = answered.plus(Duration.ofNanos(System.nanoTime() - answeredNanos));
        return switch (asked.at(now)) {
            case COMPLETE -> ended(false);
            case MORE -> CompletableFuture.completedFuture(Ending.MORE);
            case EARLY -> runs.get().handle(this::ended);
        };
    }

    private Ending ended(@Nullable Boolean running, @Nullable Throwable e) {
        if (running != null) {
            return running ? Ending.EARLY : end();
        }
        Throwable failure = Failures.unwrapped(Objects.requireNonNullElseGet(e, IllegalStateException::new));
        if (failure instanceof NotFoundException) {
            // with its log
            return Ending.COMPLETE;
        }
        if (ResumedBytes.mayPass(failure)) {
            throw new CompletionException(failure);
        }
        // who may not ask takes the engine's word
        return end();
    }

    private CompletableFuture<Ending> ended(boolean running) {
        return CompletableFuture.completedFuture(ended(running, null));
    }

    private Ending end() {
        last = true;
        finishing = true;
        entries.hasEnded();
        return Ending.MORE;
    }

    /** The container was removed as soon as it had stopped. */
    @Override
    public boolean isEndedBy(Throwable refusal) {
        return finishing && (refusal instanceof NotFoundException || refusal instanceof ConflictException);
    }

    @Override
    public boolean isLeaving() {
        return entries.isLeaving();
    }

    @Override
    public boolean hasSignals() {
        return signals.areWaiting();
    }

    @Override
    public long given() {
        return entries.given();
    }

    @Override
    public boolean cut(DockerException failure) {
        finishing = false;
        cause = failure;
        ResumeListener<? super LogGap> listener = options.resumeListener();
        if (!interrupted && listener != null) {
            signals.add(() -> listener.interrupted(failure));
        }
        interrupted = true;
        return entries.mayResume();
    }

    /** Whether a tail was asked for, and nothing is known yet of the log since the engine accepted the first call. */
    private boolean beginsWhenAccepted() {
        return options.tail() != null && !entries.hasPlace();
    }

    @Override
    public Call rest() {
        if (accepted == null) {
            return part(options.follow() && !last, options.since(), options.tail());
        }
        Part next = entries.next(accepted);
        return beginsWhenAccepted() && Objects.requireNonNull(options.tail()) == 0
                ? part(next.follow(), later(options.since(), accepted), null)
                : part(next.follow(), options.since(), next.tail());
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }

    private Call part(boolean follow, @Nullable Instant since, @Nullable Integer tail) {
        return calls.apply(new LogOptions(
                follow, true, true, since, options.until(), true, tail, options.details(), false, true, null));
    }
}
