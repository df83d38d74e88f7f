package dev.estibador.netty.connect;

import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.RegistryCredentials;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that say where the engine is, as the docker CLI reads them. */
public final class Environment {
    private static final EngineAddress DEFAULT = EngineAddress.unix(Path.of("/var/run/docker.sock"));

    private Environment() {}

    /**
     * {@code DOCKER_HOST} or the default socket, {@code DOCKER_API_VERSION}, and the docker CLI's credentials. An odd value is
     * an error that names it.
     */
    public static DockerConfig config(Map<String, String> variables) {
        String host = set(variables, "DOCKER_HOST");
        DockerConfig.Builder config = host == null
                ? DockerConfig.to(DEFAULT).explanation("DOCKER_HOST is not set, so the default socket")
                : DockerConfig.to(named("DOCKER_HOST", host)).explanation("DOCKER_HOST says " + host);
        config.credentials(RegistryCredentials.dockerCli(variables));
        String version = set(variables, "DOCKER_API_VERSION");
        if (version != null) {
            try {
                config.apiVersion(ApiVersion.parse(version));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("DOCKER_API_VERSION: " + e.getMessage(), e);
            }
        }
        return config.build();
    }

    private static EngineAddress named(String variable, String address) {
        try {
            return EngineAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable String set(Map<String, String> variables, String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.trim();
    }
}
