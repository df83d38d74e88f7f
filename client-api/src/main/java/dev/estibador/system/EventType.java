package dev.estibador.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What an event is about. An open set: a word that this version does not know is kept as it came. */
public record EventType(@JsonValue String value) {
    public static final EventType BUILDER = new EventType("builder");
    public static final EventType CONFIG = new EventType("config");
    public static final EventType CONTAINER = new EventType("container");
    public static final EventType DAEMON = new EventType("daemon");
    public static final EventType IMAGE = new EventType("image");
    public static final EventType NETWORK = new EventType("network");
    public static final EventType NODE = new EventType("node");
    public static final EventType PLUGIN = new EventType("plugin");
    public static final EventType SECRET = new EventType("secret");
    public static final EventType SERVICE = new EventType("service");
    public static final EventType VOLUME = new EventType("volume");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EventType {}

    @Override
    public String toString() {
        return value;
    }
}
