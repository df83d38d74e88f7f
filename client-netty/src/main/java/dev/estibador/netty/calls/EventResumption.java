package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.DrainedBytes;
import dev.estibador.netty.wire.JsonLines;
import dev.estibador.stream.ResumeListener;
import dev.estibador.system.Event;
import dev.estibador.system.EventGap;
import dev.estibador.system.EventOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events, each once, over as many connections as it takes. An engine tells events that happen at one time in any order, and
 * tells one twice that happens while it is asked, once as remembered and once as new. So the rest is asked for from a little before
 * the newest on, and what is alike down to the nanosecond is the same event.
 *
 * <p>After a cut the engine is first asked for what it remembers up to the newest event, which has an end: if the last event before the
 * cut is not among that, there is a gap. Only then it is asked for what comes after.
 */
final class EventResumption implements Resumption, Decoder<Object> {
    /** How much later an event may be told than one with a later time. */
    private static final Duration DISORDER = Duration.ofSeconds(1);

    /** Times that an engine reads as floating-point numbers may be so much off. */
    private static final Duration ROUNDING = Duration.ofNanos(1000);

    /** Twice of what an engine remembers. */
    private static final int REMEMBERED = 512;

    private final Function<EventOptions, Call> calls;
    private final EventOptions options;
    private final ResumeListener<? super EventGap> listener;
    private final String call;
    private final Signals signals = new Signals();
    private final EngineClock clock = new EngineClock();
    private final AskedEnd end;
    private final LinkedHashSet<Event> recent = new LinkedHashSet<>();
    private JsonLines<Event> events;
    private long given;

    /** From when on all events are wanted: since then, or since the first one, or else since the engine accepted the call. */
    private Instant start = Instant.EPOCH;

    private @Nullable Instant newest;
    private @Nullable Event last;
    private long lastNanos;

    /** How the connection was cut, until it is known whether there is a gap. */
    private @Nullable DockerException open;

    private @Nullable Event lastBefore;
    private boolean interrupted;
    /** Whether it is remembered events that are asked for, which have an end. */
    private boolean remembering;

    /** How the connection was cut, until a new event shows that the clock was not set back meanwhile. */
    private @Nullable DockerException unsettled;

    private Duration setBack = Duration.ZERO;

    /** From when on the engine was asked for events last. */
    private Instant asked = Instant.EPOCH;

    private @Nullable Instant askedUpTo;

    /** Whether those of them that are older than the newest were given, until the last event before the cut comes again. */
    private boolean placing;

    EventResumption(
            Function<EventOptions, Call> calls, EventOptions options, ResumeListener<? super EventGap> listener) {
        this.calls = calls;
        this.options = options;
        this.listener = listener;
        this.end = new AskedEnd(options.until());
        this.call = calls.apply(options).label();
        this.events = EngineCaller.jsonLines(call, Event.class);
    }

    @Override
    public void accepted(HttpReply reply) {
        clock.read(reply);
        Instant since = options.since();
        Instant time = Resumption.time(reply);
        start = since != null ? since : time != null ? time : Instant.now();
        answered();
        // nothing was accepted before, so that nothing is missing
        open = null;
        unsettled = null;
    }

    private void answered() {
        if (interrupted) {
            signals.add(listener::resumed);
        }
        interrupted = false;
    }

    @Override
    public void resumed(HttpReply reply) {
        Duration back = clock.read(reply);
        answered();
        placing = newest != null && asked.isBefore(newest.minus(DISORDER));
        DockerException cause = open;
        if (cause != null && last == null) {
            gap(start, clock.now(), cause);
        } else if (!back.isZero() && unsettled != null) {
            setBack = back;
            remembering = false;
            gap(newest == null ? start : newest, clock.now(), unsettled);
        }
    }

    @Override
    public Flow.Publisher<ByteBuffer> read(HttpReply reply) {
        return new DrainedBytes(call, reply.body());
    }

    private void gap(Instant from, Instant to, DockerException cause) {
        open = null;
        unsettled = null;
        // heads have whole seconds: within one, "to" is later than they say
        boolean rounded = !from.isBefore(to) && from.isBefore(to.plusSeconds(1));
        EventGap gap = new EventGap(from, rounded ? to.plusSeconds(1) : to, cause);
        signals.add(() -> listener.gap(gap));
    }

    @Override
    public boolean isLeaving() {
        // what was asked for would last until the clock has caught up
        return !setBack.isZero();
    }

    @Override
    public boolean hasSignals() {
        return signals.areWaiting();
    }

    /** An engine that stops may end a stream in good form. */
    @Override
    public CompletableFuture<Ending> ended() {
        if (!remembering) {
            return CompletableFuture.completedFuture(end.at(clock.now()));
        }
        remembering = false;
        if (open != null) {
            gap(newest == null ? start : newest, clock.now(), open);
        }
        return CompletableFuture.completedFuture(Ending.MORE);
    }

    @Override
    public long given() {
        return given;
    }

    @Override
    public boolean cut(DockerException cause) {
        events = EngineCaller.jsonLines(call, Event.class);
        if (open == null) {
            lastBefore = last;
            open = cause;
        }
        unsettled = cause;
        remembering = last != null;
        if (!interrupted) {
            signals.add(() -> listener.interrupted(cause));
        }
        interrupted = true;
        return true;
    }

    @Override
    public Call rest() {
        Instant until = options.until();
        Instant upTo = newest == null ? null : newest.plus(ROUNDING);
        if (remembering && upTo != null && (until == null || upTo.isBefore(until))) {
            until = upTo;
        }
        askedUpTo = until;
        Instant since = since();
        setBack = Duration.ZERO;
        // an engine refuses times that are crossed
        Instant last = options.until();
        asked = last != null && since.isAfter(last) ? last : since;
        return calls.apply(new EventOptions(asked, until, options.filters(), options.resume()));
    }

    private Instant since() {
        if (newest == null) {
            return start;
        }
        Instant since = newest.minus(DISORDER);
        // if the clock was set back by no more than that, it has passed the newest event again
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastNanos);
        if (!setBack.isZero()) {
            since = since.minus(setBack).minus(EngineClock.TOLERANCE);
        } else if (unsettled != null && quiet.compareTo(EngineClock.TOLERANCE) > 0) {
            since = since.minus(quiet);
        }
        return since.isBefore(start) ? start : since;
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super Object> items) {
        events.decode(bytes, event -> take(event, items));
    }

    @Override
    public void end(Consumer<? super Object> items) {
        events.end(event -> take(event, items));
    }

    /** Items and what is said between them. */
    Decoder<Object> withSignals() {
        return signals.among(this);
    }

    private void take(Event event, Consumer<? super Object> items) {
        Instant time = event.at();
        if (time != null && event.timeNano() != null) {
            if (!recent.add(event)) {
                if (event.equals(lastBefore)) {
                    open = null;
                    placing = false;
                }
                return;
            }
            if (isFromBefore(time)) {
                return;
            }
            if (remembering && askedUpTo != null && time.isAfter(askedUpTo)) {
                // the engine takes no notice of the end that it was given, and goes on
                remembering = false;
            }
            check(time);
            signals.give(this, items);
            remember(event, time);
        }
        given++;
        items.accept(event);
    }

    /** Whether it is one that was given, and forgotten, a while before the newest. */
    private boolean isFromBefore(Instant time) {
        return placing && newest != null && time.isBefore(newest.minus(DISORDER)) && !time.isBefore(asked);
    }

    /** Reports the gap before an event, if there is one. */
    private void check(Instant time) {
        Instant from = newest;
        DockerException cause = unsettled;
        if (from == null || cause == null) {
            return;
        }
        boolean isOlder = time.isBefore(from.minus(DISORDER));
        if (isOlder || (open != null && time.isAfter(from))) {
            gap(from, time, cause);
        } else if (open == null && time.isAfter(from)) {
            unsettled = null;
        }
    }

    private void remember(Event event, Instant time) {
        if (last == null && options.since() == null) {
            start = time;
        }
        last = event;
        lastNanos = System.nanoTime();
        if (newest == null || time.isAfter(newest) || time.isBefore(newest.minus(DISORDER))) {
            // earlier by more than that only if the clock was set back
            newest = time;
        }
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.iterator().next());
        }
    }
}
