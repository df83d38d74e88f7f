package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a service's name leads to: an address of its own, or those of its tasks by turns. An open set: a word
 * that this version does not know is kept as it came.
 */
public record ResolutionMode(@JsonValue String value) {
    public static final ResolutionMode VIP = new ResolutionMode("vip");
    public static final ResolutionMode DNSRR = new ResolutionMode("dnsrr");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ResolutionMode {}

    @Override
    public String toString() {
        return value;
    }
}
