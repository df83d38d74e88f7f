package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How this engine stands to its swarm. An open set: a word that this version does not know is kept as it came. */
public record LocalNodeState(@JsonValue String value) {
    /** The engine does not say. */
    public static final LocalNodeState UNKNOWN = new LocalNodeState("");

    public static final LocalNodeState INACTIVE = new LocalNodeState("inactive");
    public static final LocalNodeState PENDING = new LocalNodeState("pending");
    public static final LocalNodeState ACTIVE = new LocalNodeState("active");
    public static final LocalNodeState ERROR = new LocalNodeState("error");
    public static final LocalNodeState LOCKED = new LocalNodeState("locked");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LocalNodeState {}

    @Override
    public String toString() {
        return value;
    }
}
