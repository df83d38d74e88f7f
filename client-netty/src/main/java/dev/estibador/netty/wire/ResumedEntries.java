package dev.estibador.netty.wire;

import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a log, each once, out of as many replies as it takes. A message has its place by its source, its time and how
 * many of that source and time came before it. That is enough, because an engine stamps the messages of a source one after
 * another; those of two sources may be written in another order than they were stamped, so the rest is asked for from a
 * little before the last time on.
 */
public final class ResumedEntries implements Decoder<OutputFrame> {
    /** How much later a message may be written than one of the other source with a later time. */
    private static final Duration DISORDER = Duration.ofSeconds(1);

    /** With a zone that is an offset, and room to spare. */
    private static final int LONGEST_TIME = 48;

    private final String call;
    private final Supplier<Decoder<OutputFrame>> form;
    private final boolean keepsTime;
    private final MarkReader marks = new MarkReader(new LogMarks(true, false));
    private final Map<StreamSource, Place> places = new EnumMap<>(StreamSource.class);
    private Decoder<OutputFrame> entries;
    private final byte[] begin = new byte[LONGEST_TIME];

    private @Nullable Instant firstTime;
    private @Nullable Place last;
    private boolean odd;
    private long given;

    /** Of the message under way, which comes in parts. */
    private boolean inside;

    private long skipped;

    /**
     * @param form reads a reply's messages, each of which begins with its time
     * @param keepsTime false to take the time out again
     */
    public ResumedEntries(String call, Supplier<Decoder<OutputFrame>> form, boolean keepsTime) {
        this.call = call;
        this.form = form;
        this.keepsTime = keepsTime;
        this.entries = form.get();
        for (StreamSource source : StreamSource.values()) {
            places.put(source, new Place());
        }
    }

    /** How far the messages of one source were given. */
    private static final class Place {
        @Nullable
        Instant time;

        /** How many of that time were given, and how many bytes of one more. */
        int whole;

        long begun;

        /** True after a cut until something new comes; meanwhile, how many of that time came again, and the time of what came. */
        boolean catchingUp;

        int again;

        @Nullable
        Instant now;

        boolean isFound() {
            return again == whole;
        }
    }

    /** How many frames were given. */
    public long given() {
        return given;
    }

    /** From when on to ask for the rest; null if nothing was given yet. */
    public @Nullable Instant since() {
        Place newest = last;
        if (newest == null || newest.time == null || firstTime == null) {
            return null;
        }
        // an engine may leave out what has just that time, and may read times as floating-point numbers
        Instant least = firstTime.minusNanos(1000);
        Instant since = newest.time.minus(DISORDER);
        return since.isBefore(least) ? least : since;
    }

    /** Begins with another reply; false if something was given that has no time, so that there is no telling where. */
    public boolean cut() {
        entries = form.get();
        inside = false;
        for (Place place : places.values()) {
            place.catchingUp = true;
            place.again = 0;
            place.now = null;
        }
        return !odd;
    }

    @Override
    public void decode(ByteBuffer lent, Consumer<? super OutputFrame> items) {
        entries.decode(lent, entry -> add(entry, items));
    }

    @Override
    public void end(Consumer<? super OutputFrame> items) {
        entries.end(entry -> add(entry, items));
    }

    private void add(OutputFrame entry, Consumer<? super OutputFrame> items) {
        int size = entry.size();
        int text = 0;
        Place place = Objects.requireNonNull(places.get(entry.source()));
        if (!inside) {
            text = readTime(entry, place);
            skipped = toSkip(place);
        }
        inside = entry.partial();
        long skip = Math.min(skipped, size);
        skipped -= skip;
        if (skipped > 0 || (skip == size && size > 0)) {
            return;
        }
        place.begun = inside ? place.begun + size - skip : 0;
        place.whole += inside ? 0 : 1;
        last = place;
        given++;
        int from = (int) Math.max(skip, keepsTime ? 0 : text);
        items.accept(from == 0 ? entry : rest(entry, from));
    }

    private static OutputFrame rest(OutputFrame entry, int from) {
        byte[] rest = new byte[entry.size() - from];
        entry.bytes().position(from).get(rest);
        return new OutputFrame(entry.source(), rest, entry.partial());
    }

    /** Where the text after the time begins. A message without a time has that of the one before. */
    private int readTime(OutputFrame entry, Place place) {
        int size = Math.min(entry.size(), LONGEST_TIME);
        entry.bytes().get(begin, 0, size);
        int text = marks.read(begin, 0, size);
        if (marks.time() != null) {
            place.now = marks.time();
        }
        return text;
    }

    /** How many bytes of the message that begins were given already. */
    private long toSkip(Place place) {
        Instant now = place.now;
        if (now == null) {
            odd = true;
            return 0;
        }
        if (firstTime == null) {
            firstTime = now;
        }
        if (!place.catchingUp) {
            // the usual case
        } else if (now.isBefore(firstTime) || (place.time != null && now.isBefore(place.time))) {
            return Long.MAX_VALUE;
        } else if (now.equals(place.time) && !place.isFound()) {
            place.again++;
            return Long.MAX_VALUE;
        } else if (now.equals(place.time) && place.begun > 0) {
            place.catchingUp = false;
            return place.begun;
        } else {
            checkFound();
            place.catchingUp = false;
        }
        if (!now.equals(place.time)) {
            place.time = now;
            place.whole = 0;
        }
        place.begun = 0;
        return 0;
    }

    /** What is new comes after what was given last, so that must have come again. */
    private void checkFound() {
        Place before = last;
        if (before != null && before.catchingUp && !(before.isFound() && before.begun == 0)) {
            throw new StreamFailedException(
                    call,
                    "cannot resume: what the log had at " + before.time
                            + " is there no longer, and what came after it may be lost",
                    null);
        }
    }
}
