package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What is done where updated tasks fail. An open set: a word that this version does not know is kept as it came.
 */
public record UpdateFailureAction(@JsonValue String value) {
    public static final UpdateFailureAction CONTINUE = new UpdateFailureAction("continue");
    public static final UpdateFailureAction PAUSE = new UpdateFailureAction("pause");
    public static final UpdateFailureAction ROLLBACK = new UpdateFailureAction("rollback");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UpdateFailureAction {}

    @Override
    public String toString() {
        return value;
    }
}
