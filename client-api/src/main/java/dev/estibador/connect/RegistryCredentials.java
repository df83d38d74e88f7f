package dev.estibador.connect;

import dev.estibador.common.Copies;
import dev.estibador.common.RegistryAuth;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * As whom a client turns to registries where a call does not say. They are looked up when a call is made that makes the
 * engine ask a registry (pull, push, build, search, distribution, plugins, services), for that registry only, and each time
 * anew. With a service, which a swarm keeps, goes what the program gave, and not what the docker command keeps for its user.
 *
 * <p>A look-up runs on the {@linkplain DockerConfig#executor() executor}, and may block. One that fails, fails its call before
 * it is sent. What a call itself is given wins, also {@link RegistryAuth#ANONYMOUS}, which is nobody. No text of these values
 * has a secret.
 */
public sealed interface RegistryCredentials {
    /** Nobody's. */
    RegistryCredentials NONE = new Given(registry -> null);

    /**
     * What the program says.
     *
     * @param lookup is given a registry as images' names have it, {@code registry.example.com:5000}, and {@code docker.io}
     *     for Docker Hub, and tells as whom to ask it; null for nobody. It may be called by several threads at once
     */
    record Given(Function<String, @Nullable RegistryAuth> lookup) implements RegistryCredentials {
        @Override
        public String toString() {
            return "the program's credentials";
        }
    }

    /**
     * What {@code docker login} left behind.
     *
     * @param environment the variables by which it is found: {@code DOCKER_AUTH_CONFIG}, {@code DOCKER_CONFIG},
     *     {@code HOME}, and {@code PATH} for credential helpers, which are run in this environment
     */
    record DockerCli(Map<String, String> environment) implements RegistryCredentials {
        public DockerCli {
            environment = Copies.of(environment);
        }

        @Override
        public String toString() {
            return "the docker CLI's credentials";
        }
    }

    /** Those of the map; its keys are registries in any form that {@link #registryOf} reads. Nobody's for others. */
    static RegistryCredentials of(Map<String, RegistryAuth> byRegistry) {
        Map<String, RegistryAuth> all = new HashMap<>();
        byRegistry.forEach((address, auth) -> all.put(registryOf(address), auth));
        return new Given(all::get);
    }

    /** Those that the function tells, as {@link Given#lookup} says. */
    static RegistryCredentials of(Function<String, @Nullable RegistryAuth> lookup) {
        return new Given(lookup);
    }

    /** As {@link #dockerCli(Map)}, in the environment of this process. */
    static RegistryCredentials dockerCli() {
        return dockerCli(System.getenv());
    }

    /**
     * As the docker CLI has them in that environment: in {@code DOCKER_AUTH_CONFIG}, else as the helper says that
     * {@code config.json} names for the registry ({@code credHelpers}, {@code credsStore}), else in its {@code auths}.
     * Without any of these three in it, the helper of the system's own store is asked, if it is installed and works.
     *
     * <p>The folder of {@code config.json} is {@code DOCKER_CONFIG}, else {@code ~/.docker}; a missing file is none. A
     * malformed one, and a helper that fails or takes longer than a minute, are a
     * {@link dev.estibador.error.CredentialsException}. Helpers are run without a shell, and one at a time.
     */
    static RegistryCredentials dockerCli(Map<String, String> environment) {
        return new DockerCli(environment);
    }

    /**
     * The registry that an address means, as images' names have it: its host, and its port where it has one, without
     * scheme and path. Each of Docker Hub's addresses, such as {@code https://index.docker.io/v1/}, is {@code docker.io}.
     */
    static String registryOf(String address) {
        int scheme = address.indexOf("://");
        String rest = scheme < 0 ? address : address.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        return host.equals("index.docker.io") || host.equals("registry-1.docker.io") ? "docker.io" : host;
    }
}
