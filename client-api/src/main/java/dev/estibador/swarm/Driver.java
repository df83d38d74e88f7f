package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import java.util.Map;

/** A driver and its options. */
public record Driver(
        @JsonProperty("Name") String name,
        @JsonProperty("Options") Map<String, String> options) {
    @JsonCreator
    public Driver {
        name = Copies.text(name);
        options = Copies.of(options);
    }

    /** Of the options only the names, since they may be secret. */
    @Override
    public String toString() {
        return "Driver[" + name + ", " + options.keySet() + "]";
    }

    public static Driver of(String name) {
        return new Driver(name, Map.of());
    }

    public static Driver of(String name, Map<String, String> options) {
        return new Driver(name, options);
    }
}
