package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where a container's port is published on the engine's machine.
 *
 * @param hostIp empty or null for every address
 * @param hostPort a number or range; empty or null for any free port
 */
public record PortBinding(
        @JsonProperty("HostIp") @Nullable String hostIp,
        @JsonProperty("HostPort") @Nullable String hostPort) {
    @JsonCreator
    public PortBinding {}

    /** That address and port, of which empty ones are any. */
    public static PortBinding of(String hostIp, String hostPort) {
        return new PortBinding(hostIp, hostPort);
    }
}
