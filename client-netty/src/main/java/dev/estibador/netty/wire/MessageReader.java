package dev.estibador.netty.wire;

import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the time at the beginning of a message of a log, and says which message it is. Not thread-safe. */
final class MessageReader {
    /** With a zone that is an offset, and room to spare. */
    private static final int LONGEST_TIME = 48;

    private final MarkReader marks = new MarkReader(new LogMarks(true, false));
    private final Map<StreamSource, SourceTimes> times = new EnumMap<>(StreamSource.class);
    private final byte[] begin = new byte[LONGEST_TIME];
    private SourceTimes source = new SourceTimes();
    private @Nullable Instant time;
    private int text;
    private long message;

    /** @param entry begins a message */
    void read(OutputFrame entry) {
        int size = Math.min(entry.size(), LONGEST_TIME);
        entry.bytes().get(begin, 0, size);
        text = marks.read(begin, 0, size);
        source = Objects.requireNonNull(times.computeIfAbsent(entry.source(), key -> new SourceTimes()));
        time = marks.time() == null ? source.last() : marks.time();
        message = MessageIdentity.of(entry, text, time);
    }

    /** Where the text after the time begins. */
    int text() {
        return text;
    }

    /** The number that stands for the message. */
    long message() {
        return message;
    }

    /** Its time, or that of the message before it; null if neither has one. */
    @Nullable
    Instant time() {
        return time;
    }

    /** The times of the messages that were given of its source. */
    SourceTimes source() {
        return source;
    }

    /** Whether the time is after those of all messages that were given. */
    boolean isAfterAll(Instant other) {
        return times.values().stream().allMatch(each -> each.isAfterAll(other));
    }

    /** Forgets the times of the messages that were given. */
    void forget() {
        times.clear();
    }

    /** The entry from that byte on. */
    static OutputFrame rest(OutputFrame entry, int from) {
        byte[] rest = new byte[entry.size() - from];
        entry.bytes().position(from).get(rest);
        return new OutputFrame(entry.source(), rest, entry.partial());
    }
}
