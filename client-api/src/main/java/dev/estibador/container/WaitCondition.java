package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What to wait for. An open set: a word that this version does not know is kept as it came. */
public record WaitCondition(@JsonValue String value) {
    public static final WaitCondition NOT_RUNNING = new WaitCondition("not-running");
    public static final WaitCondition NEXT_EXIT = new WaitCondition("next-exit");
    public static final WaitCondition REMOVED = new WaitCondition("removed");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WaitCondition {}

    @Override
    public String toString() {
        return value;
    }
}
