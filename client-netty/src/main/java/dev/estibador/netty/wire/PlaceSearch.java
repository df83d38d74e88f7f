package dev.estibador.netty.wire;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds, in a reading of a log, the message after the last one of a history. The reading may begin before the history, inside
 * it, or after it. Several places are possible as long as messages are alike; each possible one is the number of the
 * message in the history that has to come next. Not thread-safe.
 *
 * <p>Messages that are alike follow one another. So where the history ends with some, a reading that begins with one of those does not
 * show how many there were before, and its place is not sure.
 */
final class PlaceSearch {
    enum Step {
        /** Comes before the place. */
        BEFORE,
        /** Is the last message of the history, as far as is known by now. */
        LAST,
        /** Comes after the place, which is known from now on. */
        AFTER,
        /** There is no place that fits any more, and none is looked for beyond the reading's beginning. */
        LOST,
        /** May come before the place or after it. */
        UNCLEAR
    }

    /** What if a message may come before the place or after it. */
    enum Choice {
        /** It is the first place: what was given is known to be all that there was of its kind. */
        FIRST,
        LAST,
        NONE
    }

    private final MessageHistory history;
    private final boolean scans;
    private final boolean trusts;
    private final Choice choice;
    private final HistoryTail rest;
    /** Where the messages begin that are like the last one. */
    private final int alike;

    private int[] places = new int[4];
    /** Of each place, whether it is sure. */
    private boolean[] sure = new boolean[4];

    private int count;
    private boolean first = true;
    /** Of the possibility that the reading begins just where the history does; below 0 if that is excluded. */
    private int whole;

    /**
     * @param whole whether the reading should begin where the history does, which then goes before other places
     * @param scans whether the history may begin after the reading's beginning
     * @param trusts whether a place is taken that is not sure
     * @param choice which of several places is taken
     */
    PlaceSearch(MessageHistory history, boolean whole, boolean scans, boolean trusts, Choice choice) {
        this.history = history;
        this.whole = whole ? 0 : -1;
        this.scans = scans;
        this.trusts = trusts;
        this.choice = choice;
        this.rest = new HistoryTail(history);
        int from = history.size() - 1;
        while (from > 0 && history.get(from - 1) == history.get(from)) {
            from--;
        }
        this.alike = from;
    }

    /** Whether what came by now ends with the last message of the history. */
    boolean isFound(boolean surely) {
        return whole == history.size() || isFoundElsewhere(surely);
    }

    private boolean isFoundElsewhere(boolean surely) {
        for (int i = 0; i < count; i++) {
            if (places[i] == history.size() && (sure[i] || trusts || !surely)) {
                return true;
            }
        }
        return false;
    }

    /** What a reading that is scanned has of the history if it does not have the whole. */
    HistoryTail rest() {
        return rest;
    }

    Step step(long message, @Nullable Instant time) {
        if (scans) {
            rest.add(message, time);
        }
        if (whole == history.size()) {
            return Step.AFTER;
        }
        boolean found = isFoundElsewhere(false);
        boolean surely = isFoundElsewhere(true);
        boolean fits = advance(message);
        if (whole >= 0) {
            whole = history.get(whole) == message ? whole + 1 : -1;
            if (whole >= 0) {
                return whole == history.size() ? Step.LAST : Step.BEFORE;
            }
        }
        if (found && (!fits || choice == Choice.FIRST)) {
            return surely ? Step.AFTER : Step.UNCLEAR;
        }
        if (found && choice == Choice.NONE) {
            return Step.UNCLEAR;
        }
        if (count == 0 && !scans) {
            return Step.LOST;
        }
        return isFoundElsewhere(true) ? Step.LAST : Step.BEFORE;
    }

    /** Drops the places that the message excludes; whether one is left. */
    private boolean advance(long message) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (places[i] < history.size() && history.get(places[i]) == message) {
                places[left] = places[i] + 1;
                sure[left++] = sure[i];
            }
        }
        boolean fits = left > 0;
        count = left;
        if (first) {
            int most = choice == Choice.FIRST ? 1 : history.size();
            for (int place = 0; place < most; place++) {
                if (history.get(place) == message) {
                    add(place + 1, place < alike);
                }
            }
        } else if (scans && history.get(0) == message) {
            add(1, true);
            fits |= choice != Choice.LAST;
        }
        first = false;
        return fits;
    }

    private void add(int place, boolean isSure) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
            sure = Arrays.copyOf(sure, count * 2);
        }
        places[count] = place;
        sure[count++] = isSure;
    }
}
