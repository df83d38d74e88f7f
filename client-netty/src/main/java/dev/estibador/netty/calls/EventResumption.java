package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.DrainedBytes;
import dev.estibador.netty.wire.JsonLines;
import dev.estibador.system.Event;
import dev.estibador.system.EventGap;
import dev.estibador.system.EventOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events, each once, over as many connections as it takes. An engine tells events that happen at one time in any order, and
 * tells one twice that happens while it is asked, once as remembered and once as new. So the rest is asked for from a little before
 * the newest on, and what is alike down to the nanosecond is the same event.
 */
final class EventResumption implements Resumption, Decoder<EventResumption.Told> {
    /** An event, and the gap before it. */
    record Told(Event event, @Nullable EventGap gap) {}

    /** How much later an event may be told than one with a later time. */
    private static final Duration DISORDER = Duration.ofSeconds(1);

    /** Twice of what an engine remembers. */
    private static final int REMEMBERED = 512;

    private final Function<EventOptions, Call> calls;
    private final EventOptions options;
    private final String call;
    private final LinkedHashSet<Event> recent = new LinkedHashSet<>();
    private JsonLines<Event> events;
    private long given;

    /** From when on all events are wanted: since then, or since the first one, or else since the engine accepted the call. */
    private @Nullable Instant start;

    private @Nullable Instant newest;
    private @Nullable Event last;

    /** How the connection was cut, until the last event before that has come again, or one after it. */
    private @Nullable DockerException open;

    private @Nullable Event lastBefore;

    EventResumption(Function<EventOptions, Call> calls, EventOptions options) {
        this.calls = calls;
        this.options = options;
        this.call = calls.apply(options).label();
        this.events = EngineCaller.jsonLines(call, Event.class);
    }

    @Override
    public void accepted(HttpReply reply) {
        start = options.since() == null ? Resumption.time(reply) : options.since();
    }

    @Override
    public Flow.Publisher<ByteBuffer> read(HttpReply reply) {
        return new DrainedBytes(call, reply.body());
    }

    /** An engine that stops may do so in good form. */
    @Override
    public boolean mayEnd() {
        return options.until() != null;
    }

    @Override
    public long given() {
        return given;
    }

    @Override
    public boolean cut(DockerException cause) {
        events = EngineCaller.jsonLines(call, Event.class);
        lastBefore = open == null ? last : lastBefore;
        open = cause;
        return true;
    }

    @Override
    public Call rest() {
        Instant since = start;
        if (newest != null && (since == null || newest.minus(DISORDER).isAfter(since))) {
            since = newest.minus(DISORDER);
        }
        Instant until = options.until();
        // an engine refuses times that are crossed
        return calls.apply(new EventOptions(
                since != null && until != null && since.isAfter(until) ? until : since,
                until,
                options.filters(),
                options.resume()));
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super Told> items) {
        events.decode(bytes, event -> take(event, items));
    }

    @Override
    public void end(Consumer<? super Told> items) {
        events.end(event -> take(event, items));
    }

    private void take(Event event, Consumer<? super Told> items) {
        Instant time = event.at();
        EventGap gap = null;
        if (time != null && event.timeNano() != null) {
            if (!recent.add(event)) {
                open = event.equals(lastBefore) ? null : open;
                return;
            }
            gap = gapBefore(time);
            remember(event, time);
        }
        given++;
        items.accept(new Told(event, gap));
    }

    /** The last event was not told again, if this one is after it. */
    private @Nullable EventGap gapBefore(Instant time) {
        Instant from = newest == null ? start : newest;
        DockerException cause = open;
        if (cause == null || from == null || (lastBefore != null && !time.isAfter(from))) {
            return null;
        }
        open = null;
        return new EventGap(from, time, cause);
    }

    private void remember(Event event, Instant time) {
        if (last == null && options.since() == null) {
            start = time;
        }
        last = event;
        if (newest == null || time.isAfter(newest)) {
            newest = time;
        }
        Instant forgotten = newest.minus(DISORDER);
        Iterator<Event> eldest = recent.iterator();
        while (eldest.hasNext()) {
            Instant at = eldest.next().at();
            if (recent.size() <= REMEMBERED && (at == null || !at.isBefore(forgotten))) {
                break;
            }
            eldest.remove();
        }
    }
}
