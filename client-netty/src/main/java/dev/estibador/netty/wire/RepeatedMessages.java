package dev.estibador.netty.wire;

import java.time.Instant;

/**
 * Recognizes what an engine gives a second time while a log is followed: Docker 20.10 does so with up to 44 messages when it rotates the
 * log's file. Not thread-safe.
 */
final class RepeatedMessages {
    enum Verdict {
        NEW,
        REPEATED,
        /** Has the text and the time of the last message: the log has to be asked whether it is there twice. */
        DOUBTFUL
    }

    private final MessageHistory history;
    /** The place in the history of what comes next if the engine is repeating itself; below 0 if it is not. */
    private int next = -1;

    private long doubtful;
    private boolean doubts;
    private boolean hasTwins;

    RepeatedMessages(MessageHistory history) {
        this.history = history;
    }

    /** Another reply begins. */
    void reset() {
        next = -1;
    }

    /** The place in the log was found, and that message is the first one after it. */
    void placeIsFound(long message) {
        hasTwins |= doubts && message == doubtful;
        doubts = false;
    }

    /** @param askable whether the log can be asked */
    Verdict of(long message, Instant time, SourceTimes source, boolean askable) {
        if (next >= 0 && next < history.size() && history.get(next) == message) {
            next++;
            return Verdict.REPEATED;
        }
        next = -1;
        int place = source.isAfterAll(time) ? -1 : history.lastPlace(message);
        if (place < 0) {
            // new, or the clock was set back
            return Verdict.NEW;
        }
        if (!time.equals(source.last())) {
            next = place + 1;
            return Verdict.REPEATED;
        }
        if (hasTwins || !askable) {
            return Verdict.NEW;
        }
        doubts = true;
        doubtful = message;
        return Verdict.DOUBTFUL;
    }
}
