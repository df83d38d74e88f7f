package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The protocol of a published port. An open set: a word that this version does not know is kept as it came.
 */
public record PortProtocol(@JsonValue String value) {
    public static final PortProtocol TCP = new PortProtocol("tcp");
    public static final PortProtocol UDP = new PortProtocol("udp");
    public static final PortProtocol SCTP = new PortProtocol("sctp");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PortProtocol {}

    @Override
    public String toString() {
        return value;
    }
}
