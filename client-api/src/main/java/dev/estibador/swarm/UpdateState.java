package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How far a service's update is. An open set: a word that this version does not know is kept as it came.
 */
public record UpdateState(@JsonValue String value) {
    public static final UpdateState UPDATING = new UpdateState("updating");
    public static final UpdateState PAUSED = new UpdateState("paused");
    public static final UpdateState COMPLETED = new UpdateState("completed");
    public static final UpdateState ROLLBACK_STARTED = new UpdateState("rollback_started");
    public static final UpdateState ROLLBACK_PAUSED = new UpdateState("rollback_paused");
    public static final UpdateState ROLLBACK_COMPLETED = new UpdateState("rollback_completed");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UpdateState {}

    @Override
    public String toString() {
        return value;
    }
}
