package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whether AppArmor confines a container. An open set: a word that this version does not know is kept as it came.
 */
public record AppArmorMode(@JsonValue String value) {
    public static final AppArmorMode DEFAULT = new AppArmorMode("default");
    public static final AppArmorMode DISABLED = new AppArmorMode("disabled");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AppArmorMode {}

    @Override
    public String toString() {
        return value;
    }
}
