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
    private @Nullable ResumedEntries entries;

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
    }

    @Override
    public void accepted(HttpReply reply) {
        answer(reply);
        accepted = answered;
    }

    @Override
    public void resumed(HttpReply reply) {
        answer(reply);
        if (isFromThenOn() && accepted != null && answered.isBefore(accepted)) {
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
        LogMarks marks = new LogMarks(true, options.details());
        entries = new ResumedEntries(
                () -> framing.messages(call, marks),
                new WantedLog(
                        options.follow(),
                        options.tail(),
                        options.until() == null,
                        source -> source == StreamSource.STDERR ? options.stderr() : options.stdout(),
                        options.timestamps()),
                this::gap);
        return entries;
    }

    @Override
    public Decoder<LogLine> lines(Framing framing, int maxBytes) {
        return new FrameLines(frames(framing), new LogMarks(options.timestamps(), options.details()), maxBytes);
    }

    /** What was given last, at that time, is not known to be in the log. */
    private void gap(Instant from) {
        DockerException why = cause == null
                ? new StreamFailedException(call, "the engine ended the log without what was given last", null)
                : cause;
        ResumeListener<? super LogGap> listener = options.resumeListener();
        if (listener == null) {
            signals.fail(new StreamFailedException(
                    call,
                    "cannot resume: what the log had at " + from
                            + " is there no longer, or more than once, and what came after it may be lost",
                    why));
        } else {
            LogGap gap = new LogGap(from, answered, why);
            signals.addBreak(() -> listener.gap(gap));
        }
    }

    @Override
    public CompletableFuture<Ending> ended() {
        ResumedEntries place = entries;
        ResumedEntries.Ending ending = place != null && place.hasPlace()
                ? place.ended()
                : last ? ResumedEntries.Ending.COMPLETE : ResumedEntries.Ending.FOLLOWED;
        return switch (ending) {
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
        if (entries != null) {
            entries.hasEnded();
        }
        return Ending.MORE;
    }

    /** The container was removed as soon as it had stopped. */
    @Override
    public boolean isEndedBy(Throwable refusal) {
        return finishing && (refusal instanceof NotFoundException || refusal instanceof ConflictException);
    }

    @Override
    public boolean isLeaving() {
        return entries != null && entries.isLeaving();
    }

    @Override
    public boolean hasSignals() {
        return signals.areWaiting();
    }

    @Override
    public long given() {
        return entries == null ? 0 : entries.given();
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
        return entries == null || entries.mayResume();
    }

    /** Whether nothing was given yet, and nothing was asked for that was there before. */
    private boolean isFromThenOn() {
        return options.tail() != null && options.tail() == 0 && (entries == null || !entries.hasPlace());
    }

    @Override
    public Call rest() {
        Part next = entries == null ? null : entries.next();
        if (entries != null && next != null && entries.hasPlace()) {
            return part(next.follow(), options.since(), next.tail());
        }
        boolean follow = options.follow() && !last;
        if (entries != null && entries.given() > 0) {
            // after a gap all is new
            return part(follow, options.since(), null);
        }
        return isFromThenOn() && accepted != null
                ? part(follow, later(options.since(), accepted), null)
                : part(follow, options.since(), options.tail());
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }

    private Call part(boolean follow, @Nullable Instant since, @Nullable Integer tail) {
        return calls.apply(new LogOptions(
                follow, true, true, since, options.until(), true, tail, options.details(), false, true, null));
    }
}
