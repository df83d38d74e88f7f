package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happened to a path. An open set: a number that this version does not know is kept as it came. */
public record ChangeKind(@JsonValue long value) {
    public static final ChangeKind MODIFIED = new ChangeKind(0);
    public static final ChangeKind ADDED = new ChangeKind(1);
    public static final ChangeKind DELETED = new ChangeKind(2);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChangeKind {}
}
