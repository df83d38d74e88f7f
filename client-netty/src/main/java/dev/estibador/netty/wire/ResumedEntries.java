package dev.estibador.netty.wire;

import dev.estibador.netty.wire.PlaceSearch.Choice;
import dev.estibador.stream.OutputFrame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a log, each once, out of as many replies as it takes. The place in the log is known by the last messages that were
 * given ({@link MessageHistory}) and found again by them ({@link PlaceSearch}), never by the time: clocks are set, and several
 * messages have one time.
 *
 * <p>After a cut the engine is asked for as many of the last messages as are known, and for those to come. All of them are known then,
 * but for the new ones. If not, more was written than that, or the place is gone: then the log is read from further and further back
 * without following it, so that there is an end at which the place was found or is not there. The engine may have left something out
 * while the log was followed; then the end of what was given is the place, after a gap.
 *
 * <p>What the engine gives twice by itself is dropped ({@link RepeatedMessages}); where that is not clear, the log is read again.
 */
public final class ResumedEntries implements Decoder<OutputFrame> {
    /** What the engine is to be asked for. */
    public record Part(boolean follow, @Nullable Integer tail) {}

    /** Messages before those that are known, where these are all alike. */
    private static final int CONTEXT = 16;

    private static final int DEEPER = 64, DEEPEST = 1 << 20;

    private final Supplier<Decoder<OutputFrame>> form;
    private final WantedLog wanted;
    /** Hears the time of what was given last, which is not known to be in the log. */
    private final Consumer<Instant> gap;

    private final MessageReader reader = new MessageReader();
    private final MessageHistory history = new MessageHistory();
    private final RepeatedMessages repeated = new RepeatedMessages(history);
    private @Nullable Decoder<OutputFrame> entries;

    /** Whether the history begins with the first message that the calls of this log ask for, as long as it forgets none. */
    private boolean fromBeginning;

    private @Nullable Instant lastTime;
    private boolean odd;
    private long given;

    /** Of the message under way, which comes in parts, and how much of it is still to be dropped. */
    private boolean inside;

    private long skipped;
    /** How much was given of the last message, if its last part was not. */
    private long unfinished;

    private Part part;
    private boolean last;
    private @Nullable PlaceSearch search;
    private long seen;
    private boolean leaving;

    /** How far back the next part goes that is not followed; 0 if the place can be found without. */
    private int depth;

    /** Whether a gap was reported because there are several places. */
    private boolean gapWasFound;

    /** How many messages the part before had in which the place was found; below 0 if it was not. */
    private long found = -1;

    /** After how many messages of a followed part the place is not to be expected any more; below 0 if it has to be at the beginning. */
    private long expected = -1;

    /** Whether the part only shows how often what is alike is there, and how often that is. */
    private boolean counts;

    private long alikes;
    private boolean wasCounted;
    /** Whether there was something else before what is alike. */
    private boolean hadContext;

    /** Whether the part is of no use if it begins with what was given. */
    private boolean needsContext;

    /** How many messages at the beginning of the first part the engine cannot have repeated. */
    private long counted;

    /** Present while the part only shows where the log begins. */
    private @Nullable TailBeginning beginning;

    /** @param form reads a reply's messages, each of which begins with its time */
    public ResumedEntries(Supplier<Decoder<OutputFrame>> form, WantedLog wanted, Consumer<Instant> gap) {
        this.form = form;
        this.wanted = wanted;
        this.fromBeginning = wanted.tail() == null;
        this.counted = wanted.tail() == null ? 0 : wanted.tail();
        this.gap = gap;
        this.part = new Part(wanted.follow(), null);
        this.last = !wanted.follow();
    }

    /** How many frames were given. */
    public long given() {
        return given;
    }

    /** Whether it is known where to go on: after what was given, or at the beginning. */
    public boolean hasPlace() {
        return !history.isEmpty() || fromBeginning;
    }

    /** False if something was given that has no time, so that there is no telling where. */
    public boolean mayResume() {
        return !odd;
    }

    /** Whether this reply is of no more use, and the next part is to be asked for. */
    public boolean isLeaving() {
        return leaving;
    }

    /** The process writes no more: what it wrote is read to its end, and not followed. */
    public void hasEnded() {
        last = true;
    }

    /**
     * As {@link #next()} where nothing was given yet and a tail was asked for, which counts from the time at which the engine accepted
     * the call.
     */
    public Part next(Instant accepted) {
        int tail = Objects.requireNonNullElse(wanted.tail(), 0);
        if (hasPlace() || tail == 0) {
            return next();
        }
        lastTime = accepted;
        if (tail > TailBeginning.LONGEST) {
            reportGap(lastTime);
            forget();
            return next();
        }
        if (beginning == null) {
            beginning = new TailBeginning(tail, wanted.tailIsExact(), accepted);
        }
        part = new Part(false, beginning.begin());
        begin();
        return part;
    }

    /** Begins with another reply, and says what to ask for. */
    public Part next() {
        boolean whole = fromBeginning && !history.forgets();
        boolean alike = !whole && !history.isEmpty() && history.isUniform();
        if (alike && depth == 0 && found < 0) {
            depth = history.size() + CONTEXT;
        }
        part = new Part(wanted.follow() && !last && depth == 0, whole ? null : tail(alike));
        boolean verified = found >= 0 || wasCounted;
        expected = verified && part.follow ? found + 2L * MessageHistory.MOST : -1;
        counts = alike && depth > 0 && !gapWasFound && !wasCounted && !history.isEmpty();
        wasCounted = false;
        alikes = 0;
        hadContext = hadContext && !counts;
        // there were others before those that are alike, and so there have to be now
        needsContext = verified && alike && !gapWasFound && hadContext;
        Choice choice = gapWasFound ? Choice.LAST : verified && alike ? Choice.FIRST : Choice.NONE;
        // what was verified begins where the history does if nothing was written since
        boolean sameBeginning = whole || (verified && !alike);
        boolean scans = !part.follow || verified;
        search = history.isEmpty()
                ? null
                : new PlaceSearch(history, sameBeginning, scans, verified || part.tail == null, choice);
        begin();
        return part;
    }

    private void begin() {
        entries = null;
        inside = false;
        leaving = false;
        seen = 0;
        counted = 0;
        found = -1;
        repeated.reset();
    }

    private @Nullable Integer tail(boolean alike) {
        if (depth > 0) {
            return depth > DEEPEST ? null : Integer.valueOf(depth);
        }
        return history.size() + (alike ? CONTEXT : 0);
    }

    /** Leaves this reply, and reads from further back. */
    private void goDeeper() {
        long known = Math.max(MessageHistory.MOST, Math.max(part.tail == null ? 0 : part.tail, expected));
        depth = (int) Math.min(DEEPER * known, 2L * DEEPEST);
        leaving = true;
    }

    /** Leaves this reply, having reported that the place is not known. */
    private void reportGap(@Nullable Instant from) {
        gap.accept(Objects.requireNonNullElse(from, Instant.EPOCH));
        leaving = true;
    }

    /** The whole log does not have what was given: either not the end of it, or not all that was there before its end. */
    private void placeIsLost(HistoryTail rest) {
        if (rest.isPart()) {
            reportGap(Objects.requireNonNullElse(rest.before(), lastTime));
            history.keepLast(rest.size());
            gapWasFound = true;
        } else {
            reportGap(lastTime);
            forget();
        }
    }

    /** The engine has ended the reply in good form. */
    public LogEnding ended() {
        if (beginning != null) {
            if (beginning.isFound()) {
                beginning.addTo(history);
                fromBeginning = history.isEmpty();
                beginning = null;
            }
            return LogEnding.MORE;
        }
        if (counts) {
            counted();
            return LogEnding.MORE;
        }
        if (search != null && !search.isFound(true)) {
            if (part.follow || mayHaveMore() || (part.tail != null && search.isFound(false))) {
                goDeeper();
            } else {
                placeIsLost(search.rest());
            }
            return LogEnding.MORE;
        }
        if (part.follow) {
            return LogEnding.FOLLOWED;
        }
        found = seen;
        depth = 0;
        return last ? LogEnding.COMPLETE : LogEnding.MORE;
    }

    /** Whether there may be messages before those of this part. */
    private boolean mayHaveMore() {
        return part.tail != null && (!wanted.tailIsExact() || seen >= part.tail);
    }

    /** Of what is alike there is one place only if nothing but what was given is there. */
    private void counted() {
        if (alikes < history.size() && mayHaveMore()) {
            goDeeper();
        } else if (alikes == 0) {
            reportGap(lastTime);
            forget();
        } else {
            if (alikes > history.size()) {
                gapWasFound = true;
                reportGap(lastTime);
            }
            wasCounted = true;
        }
    }

    /** All that the log has is new. */
    private void forget() {
        history.clear();
        reader.forget();
        fromBeginning = true;
        unfinished = 0;
        depth = 0;
        found = -1;
        gapWasFound = false;
    }

    @Override
    public void decode(ByteBuffer lent, Consumer<? super OutputFrame> items) {
        entries = entries == null ? form.get() : entries;
        entries.decode(lent, entry -> add(entry, items));
    }

    @Override
    public void end(Consumer<? super OutputFrame> items) {
        if (entries != null) {
            entries.end(entry -> add(entry, items));
        }
    }

    private void add(OutputFrame entry, Consumer<? super OutputFrame> items) {
        if (leaving) {
            return;
        }
        int size = entry.size();
        int text = 0;
        if (!inside) {
            reader.read(entry);
            text = reader.text();
            skipped = toSkip(reader.message(), reader.time());
        }
        inside = entry.partial();
        long skip = Math.min(skipped, size);
        skipped -= skip;
        if (leaving || skipped > 0 || (skip == size && size > 0)) {
            return;
        }
        unfinished = inside ? unfinished + size - skip : 0;
        given++;
        if (!wanted.sources().test(entry.source())) {
            return;
        }
        int from = (int) Math.max(skip, wanted.times() ? 0 : text);
        items.accept(from == 0 ? entry : MessageReader.rest(entry, from));
    }

    /** How many bytes of the message that begins are not to be given. */
    private long toSkip(long message, @Nullable Instant time) {
        odd |= time == null;
        seen++;
        if (beginning != null) {
            beginning.add(message, time);
            return Long.MAX_VALUE;
        }
        if (counts) {
            boolean isAlike = message == history.get(0);
            hadContext = hadContext || (!isAlike && alikes == 0);
            alikes += isAlike ? 1 : 0;
            return Long.MAX_VALUE;
        }
        if (search != null) {
            if (needsContext && seen == 1 && history.get(0) == message) {
                goDeeper();
                return Long.MAX_VALUE;
            }
            switch (search.step(message, time)) {
                case AFTER -> {
                    search = null;
                    gapWasFound = false;
                    repeated.placeIsFound(message);
                }
                case LAST -> {
                    if (unfinished > 0) {
                        search = null;
                        return unfinished;
                    }
                }
                case LOST -> goDeeper();
                case UNCLEAR -> unclear();
                case BEFORE -> beforePlace(time);
            }
            if (search != null) {
                return Long.MAX_VALUE;
            }
        }
        if (time != null && part.follow && isRepeated(message, time)) {
            return Long.MAX_VALUE;
        }
        history.add(message);
        reader.source().add(time);
        lastTime = time;
        unfinished = 0;
        return 0;
    }

    private void beforePlace(@Nullable Instant time) {
        if (part.follow) {
            if (expected >= 0 && seen > expected) {
                goDeeper();
            }
        } else if (seen == 1 && part.tail == null && fromBeginning && time != null && reader.isAfterAll(time)) {
            // the log begins after all that was given
            reportGap(lastTime);
            forget();
        }
    }

    /** There are several places, even if the log is read from further back. */
    private void unclear() {
        if (part.follow || part.tail != null) {
            goDeeper();
            return;
        }
        gapWasFound = true;
        reportGap(lastTime);
    }

    private boolean isRepeated(long message, Instant time) {
        boolean showsPlace = (fromBeginning && !history.forgets()) || !history.isUniform();
        boolean askable = !odd && seen > counted && showsPlace;
        RepeatedMessages.Verdict verdict = repeated.of(message, time, reader.source(), askable);
        leaving |= verdict == RepeatedMessages.Verdict.DOUBTFUL;
        return verdict != RepeatedMessages.Verdict.NEW;
    }
}
