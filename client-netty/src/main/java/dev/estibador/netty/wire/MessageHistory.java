package dev.estibador.netty.wire;

import java.util.Arrays;

/**
 * The last messages that were given, as numbers that stand for their source, time and text: enough to find the place again in another
 * reading of the same log, whatever its clock did. Not thread-safe.
 */
final class MessageHistory {
    /** Of more than these, the first ones are forgotten. */
    static final int MOST = 1024;

    private static final int FIRST_ROOM = 16;

    private long[] messages = new long[FIRST_ROOM];
    private int begin;
    private int size;
    private boolean forgets;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether there were more messages than are known here. */
    boolean forgets() {
        return forgets;
    }

    /** The message at that place, 0 being the oldest that is known. */
    long get(int place) {
        return messages[(begin + place) % messages.length];
    }

    void add(long message) {
        if (size == messages.length && size < MOST) {
            messages = Arrays.copyOf(messages, Math.min(size * 2, MOST));
        }
        if (size == MOST) {
            messages[begin] = message;
            begin = (begin + 1) % MOST;
            forgets = true;
        } else {
            messages[size++] = message;
        }
    }

    /** The last place of that message; below 0 if there is none. */
    int lastPlace(long message) {
        int place = size - 1;
        while (place >= 0 && get(place) != message) {
            place--;
        }
        return place;
    }

    /** Whether all that is known is one message, once or several times. */
    boolean isUniform() {
        for (int place = 1; place < size; place++) {
            if (get(place) != get(0)) {
                return false;
            }
        }
        return true;
    }

    /** Forgets all but so many of the last ones. */
    void keepLast(int count) {
        long[] kept = new long[Math.max(count, FIRST_ROOM)];
        for (int i = 0; i < count; i++) {
            kept[i] = get(size - count + i);
        }
        messages = kept;
        begin = 0;
        size = count;
        forgets = true;
    }

    void clear() {
        begin = 0;
        size = 0;
        forgets = false;
    }
}
