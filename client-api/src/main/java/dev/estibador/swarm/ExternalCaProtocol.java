package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How an external authority is spoken to. An open set: a word that this version does not know is kept as it
 * came.
 */
public record ExternalCaProtocol(@JsonValue String value) {
    public static final ExternalCaProtocol CFSSL = new ExternalCaProtocol("cfssl");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ExternalCaProtocol {}

    @Override
    public String toString() {
        return value;
    }
}
