package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The machine that a node is, or that a task needs.
 *
 * @param architecture as the machine says it: {@code x86_64}, {@code aarch64}
 * @param os {@code linux}, {@code windows}
 */
public record NodePlatform(
        @JsonProperty("Architecture") @Nullable String architecture,
        @JsonProperty("OS") @Nullable String os) {
    @JsonCreator
    public NodePlatform {}

    public static NodePlatform of(String os, String architecture) {
        return new NodePlatform(architecture, os);
    }
}
