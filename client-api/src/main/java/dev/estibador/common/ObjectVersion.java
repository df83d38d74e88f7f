package dev.estibador.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which state of a swarm's object something is about. An update names the state that it starts from, and one that comes
 * too late is refused.
 */
public record ObjectVersion(@JsonProperty("Index") long index) {
    @JsonCreator
    public ObjectVersion {}
}
