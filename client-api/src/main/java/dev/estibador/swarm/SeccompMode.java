package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which system calls are left to a container: by the engine's profile, all, or by one's own profile. An open
 * set: a word that this version does not know is kept as it came.
 */
public record SeccompMode(@JsonValue String value) {
    public static final SeccompMode DEFAULT = new SeccompMode("default");
    public static final SeccompMode UNCONFINED = new SeccompMode("unconfined");
    public static final SeccompMode CUSTOM = new SeccompMode("custom");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SeccompMode {}

    @Override
    public String toString() {
        return value;
    }
}
