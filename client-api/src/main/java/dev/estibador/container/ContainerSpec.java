package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.estibador.common.ByteSize;
import dev.estibador.common.Platform;
import dev.estibador.network.EndpointSettings;
import dev.estibador.volume.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A container to be made. The builder has what people type every day; {@link Builder#config(Consumer)} and
 * {@link Builder#host(Consumer)} reach every other field.
 *
 * @param name null for one that the engine invents
 * @param platform of the image, API 1.41; null for the engine's own
 */
public record ContainerSpec(
        @JsonIgnore @Nullable String name,
        @JsonIgnore @Nullable Platform platform,
        @JsonUnwrapped ContainerConfig config,
        @JsonProperty("HostConfig") HostConfig hostConfig,
        @JsonProperty("NetworkingConfig") @Nullable NetworkingConfig networkingConfig) {

    public static Builder of(String image) {
        return new Builder(image);
    }

    /**
     * One as that other container is, without its name: what it runs, how, and what it asks of its networks. Addresses
     * that the engine chose are not asked for again. Engines before API 1.44 take one network here, and the others by
     * {@code networks().connect}.
     */
    public static Builder like(ContainerDetails other) {
        ContainerConfig config = other.config();
        HostConfig host = other.hostConfig();
        Builder builder = new Builder(
                config == null ? ContainerConfig.builder() : config.toBuilder(),
                host == null ? HostConfig.builder() : host.toBuilder());
        NetworkSettings settings = other.networkSettings();
        Map<String, EndpointSettings> networks = settings == null ? Map.of() : settings.networks();
        networks.forEach((network, endpoint) -> {
            EndpointSettings asked = asked(endpoint, other.id());
            // the one network without any wish is what the network mode says already, maybe by another word
            if (networks.size() > 1 || !asked.equals(EndpointSettings.builder().build())) {
                builder.networks.put(network, asked);
            }
        });
        return builder;
    }

    private static EndpointSettings asked(EndpointSettings endpoint, String id) {
        EndpointSettings.Builder asked = EndpointSettings.builder()
                .ipamConfig(endpoint.ipamConfig())
                .links(endpoint.links())
                .aliases(endpoint.aliases().stream()
                        .filter(alias -> alias.isEmpty() || !id.startsWith(alias)) // which older engines add
                        .toList())
                .driverOpts(endpoint.driverOpts());
        // none is said to be 0, also by engines that are spoken to in a version without it
        return endpoint.gwPriority() == null || endpoint.gwPriority() == 0
                ? asked.build()
                : asked.gwPriority(endpoint.gwPriority()).build();
    }

    public static final class Builder {
        private final ContainerConfig.Builder config;
        private final HostConfig.Builder host;
        private final Map<String, List<PortBinding>> published = new LinkedHashMap<>();
        private final Map<String, EndpointSettings> networks = new LinkedHashMap<>();
        private @Nullable String name;
        private @Nullable Platform platform;

        private Builder(String image) {
            this(ContainerConfig.builder().image(image), HostConfig.builder());
        }

        private Builder(ContainerConfig.Builder config, HostConfig.Builder host) {
            this.config = config;
            this.host = host;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder platform(Platform value) {
            platform = value;
            return this;
        }

        public Builder cmd(String... words) {
            config.cmd(List.of(words));
            return this;
        }

        public Builder entrypoint(String... words) {
            config.entrypoint(List.of(words));
            return this;
        }

        /** Sets a variable, in place of the one of that name if there is one. */
        public Builder env(String variable, String value) {
            config.variable(variable, value);
            return this;
        }

        public Builder label(String key, String value) {
            config.labels(key, value);
            return this;
        }

        public Builder workdir(String path) {
            config.workingDir(path);
            return this;
        }

        /** A name or number, with an optional group: {@code app}, {@code 1000:1000}. */
        public Builder user(String value) {
            config.user(value);
            return this;
        }

        /** Publishes a TCP port of the container on every address of the engine's machine; host port 0 is any free one. */
        public Builder publish(int hostPort, int containerPort) {
            return publish("", hostPort, containerPort + "/tcp");
        }

        /** Publishes {@code port/protocol} of the container on one address of the engine's machine. */
        public Builder publish(String hostIp, int hostPort, String containerPort) {
            config.exposedPorts(containerPort);
            published
                    .computeIfAbsent(containerPort, key -> new ArrayList<>())
                    .add(new PortBinding(hostIp, hostPort == 0 ? "" : String.valueOf(hostPort)));
            return this;
        }

        /** Mounts a file or folder of the engine's machine, which must exist there. */
        public Builder bind(Path hostPath, String containerPath) {
            return mount(Mount.bind(hostPath.toAbsolutePath().toString(), containerPath));
        }

        /** Mounts a named volume, which is made where it is missing. */
        public Builder volume(String volumeName, String containerPath) {
            return mount(Mount.volume(volumeName, containerPath));
        }

        public Builder mount(Mount mount) {
            host.mounts(mount);
            return this;
        }

        /** The most memory it gets, such as {@code 256m}. */
        public Builder memory(String size) {
            return memory(ByteSize.parse(size));
        }

        /** The most memory it gets, in bytes. */
        public Builder memory(long bytes) {
            host.resources(r -> r.memory(bytes));
            return this;
        }

        /** Sets any limit. */
        public Builder resources(Consumer<Resources.Builder> change) {
            host.resources(change);
            return this;
        }

        public Builder healthcheck(Consumer<HealthConfig.Builder> check) {
            config.healthcheck(check);
            return this;
        }

        /** Joins a network. The first one takes the place of the engine's default; engines before API 1.44 take one. */
        public Builder network(String nameOrId) {
            return network(nameOrId, endpoint -> {});
        }

        /** Joins a network, say under more names or with an address of its own. */
        public Builder network(String nameOrId, Consumer<EndpointSettings.Builder> endpoint) {
            EndpointSettings.Builder settings = EndpointSettings.builder();
            endpoint.accept(settings);
            if (networks.isEmpty()) {
                host.networkMode(nameOrId);
            }
            networks.put(nameOrId, settings.build());
            return this;
        }

        public Builder restart(RestartPolicy policy) {
            host.restartPolicy(policy);
            return this;
        }

        public Builder autoRemove(boolean value) {
            host.autoRemove(value);
            return this;
        }

        /** Gives it a terminal; its output then is one raw stream. */
        public Builder tty(boolean value) {
            config.tty(value);
            return this;
        }

        /** Keeps its standard input open, so that sessions can attach to it. */
        public Builder openStdin(boolean value) {
            config.openStdin(value);
            return this;
        }

        /** Sets any field of the configuration. */
        public Builder config(Consumer<ContainerConfig.Builder> change) {
            change.accept(config);
            return this;
        }

        /** Sets any field of the host configuration. */
        public Builder host(Consumer<HostConfig.Builder> change) {
            change.accept(host);
            return this;
        }

        public ContainerSpec build() {
            HostConfig.Builder complete = host.build().toBuilder();
            published.forEach(complete::portBindings);
            NetworkingConfig networking = networks.isEmpty()
                    ? null
                    : NetworkingConfig.builder().endpoints(networks).build();
            return new ContainerSpec(name, platform, config.build(), complete.build(), networking);
        }
    }
}
