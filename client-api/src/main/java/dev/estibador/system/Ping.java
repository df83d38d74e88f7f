package dev.estibador.system;

import dev.estibador.common.ApiVersion;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of {@code /_ping} say.
 *
 * @param apiVersion the newest that the engine speaks
 * @param osType the containers' operating system, such as {@code linux}
 * @param builderVersion {@code 2} where BuildKit is the engine's default builder (since Engine 23.0)
 * @param swarm the state of the swarm (API 1.42), such as {@code inactive} or {@code active/manager}
 * @param server the engine's name and version, such as {@code Docker/28.5.2 (linux)}
 */
public record Ping(
        @Nullable ApiVersion apiVersion,
        @Nullable String osType,
        @Nullable String builderVersion,
        @Nullable String swarm,
        boolean experimental,
        @Nullable String server) {}
