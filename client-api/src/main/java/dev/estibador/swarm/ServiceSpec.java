package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import dev.estibador.volume.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service to be made, or what it is to be from now on. The builder has what people type every day; {@link
 * Builder#container(Consumer)} and {@link Builder#taskTemplate(Consumer)} reach every other field.
 *
 * @param name null for one that the engine invents
 * @param mode null for one replica
 * @param networks deprecated; {@link TaskSpec#networks()} of new services
 */
public record ServiceSpec(
        @JsonProperty("Name") @Nullable String name,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("TaskTemplate") @Nullable TaskSpec taskTemplate,
        @JsonProperty("Mode") @Nullable ServiceMode mode,
        @JsonProperty("UpdateConfig") @Nullable UpdateConfig updateConfig,
        @JsonProperty("RollbackConfig") @Nullable UpdateConfig rollbackConfig,
        @JsonProperty("Networks") List<NetworkAttachmentConfig> networks,
        @JsonProperty("EndpointSpec") @Nullable EndpointSpec endpointSpec) {
    @JsonCreator
    public ServiceSpec {
        labels = Copies.of(labels);
        networks = Copies.of(networks);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    /** A service whose tasks run containers of that image. */
    public static Builder of(String image) {
        return new Builder().image(image);
    }

    /** A service to which nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.labels.putAll(labels);
        builder.taskTemplate = taskTemplate;
        builder.mode = mode;
        builder.updateConfig = updateConfig;
        builder.rollbackConfig = rollbackConfig;
        builder.networks.addAll(networks);
        builder.endpointSpec = endpointSpec;
        return builder;
    }

    public static final class Builder {
        private @Nullable String name;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private @Nullable TaskSpec taskTemplate;
        private @Nullable ServiceMode mode;
        private @Nullable UpdateConfig updateConfig;
        private @Nullable UpdateConfig rollbackConfig;
        private final List<NetworkAttachmentConfig> networks = new ArrayList<>();
        private @Nullable EndpointSpec endpointSpec;

        private Builder() {}

        public Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        public Builder labels(String key, String value) {
            labels.put(key, value);
            return this;
        }

        public Builder labels(Map<String, String> all) {
            labels.clear();
            labels.putAll(all);
            return this;
        }

        public Builder taskTemplate(@Nullable TaskSpec value) {
            taskTemplate = value;
            return this;
        }

        public Builder taskTemplate(Consumer<TaskSpec.Builder> change) {
            TaskSpec.Builder changed = taskTemplate == null ? TaskSpec.builder() : taskTemplate.toBuilder();
            change.accept(changed);
            return taskTemplate(changed.build());
        }

        public Builder mode(@Nullable ServiceMode value) {
            mode = value;
            return this;
        }

        public Builder updateConfig(@Nullable UpdateConfig value) {
            updateConfig = value;
            return this;
        }

        public Builder updateConfig(Consumer<UpdateConfig.Builder> change) {
            UpdateConfig.Builder changed = updateConfig == null ? UpdateConfig.builder() : updateConfig.toBuilder();
            change.accept(changed);
            return updateConfig(changed.build());
        }

        public Builder rollbackConfig(@Nullable UpdateConfig value) {
            rollbackConfig = value;
            return this;
        }

        public Builder rollbackConfig(Consumer<UpdateConfig.Builder> change) {
            UpdateConfig.Builder changed = rollbackConfig == null ? UpdateConfig.builder() : rollbackConfig.toBuilder();
            change.accept(changed);
            return rollbackConfig(changed.build());
        }

        public Builder networks(NetworkAttachmentConfig... more) {
            networks.addAll(List.of(more));
            return this;
        }

        public Builder networks(List<NetworkAttachmentConfig> all) {
            networks.clear();
            networks.addAll(all);
            return this;
        }

        public Builder endpointSpec(@Nullable EndpointSpec value) {
            endpointSpec = value;
            return this;
        }

        public Builder endpointSpec(Consumer<EndpointSpec.Builder> change) {
            EndpointSpec.Builder changed = endpointSpec == null ? EndpointSpec.builder() : endpointSpec.toBuilder();
            change.accept(changed);
            return endpointSpec(changed.build());
        }

        public Builder image(String name) {
            return container(c -> c.image(name));
        }

        /** The arguments of the image's entrypoint, in place of the image's command. */
        public Builder args(String... words) {
            return container(c -> c.args(List.of(words)));
        }

        /** Sets a variable, in place of the one of that name if there is one. */
        public Builder env(String variable, String value) {
            return container(c -> c.variable(variable, value));
        }

        /** A label of the service; {@link #container} sets those of its containers. */
        public Builder label(String key, String value) {
            return labels(key, value);
        }

        /** So many tasks, kept running. */
        public Builder replicas(long count) {
            return mode(ServiceMode.replicas(count));
        }

        /** One task on each node, kept running. */
        public Builder global() {
            return mode(ServiceMode.GLOBAL);
        }

        /** Publishes a TCP port of the containers on every node of the swarm. */
        public Builder publish(int publishedPort, int targetPort) {
            return publish(
                    PortConfig.of(targetPort).publishedPort(publishedPort).build());
        }

        public Builder publish(PortConfig port) {
            return endpointSpec(e -> e.ports(port));
        }

        /** Joins an overlay network. */
        public Builder network(String nameOrId) {
            return network(nameOrId, attachment -> {});
        }

        /** Joins an overlay network, say under more names. */
        public Builder network(String nameOrId, Consumer<NetworkAttachmentConfig.Builder> attachment) {
            NetworkAttachmentConfig.Builder joined = NetworkAttachmentConfig.of(nameOrId);
            attachment.accept(joined);
            return taskTemplate(t -> t.networks(joined.build()));
        }

        public Builder mount(Mount mount) {
            return container(c -> c.mounts(mount));
        }

        public Builder secret(SecretReference secret) {
            return container(c -> c.secrets(secret));
        }

        public Builder config(ConfigReference config) {
            return container(c -> c.configs(config));
        }

        /** Sets any field of the container that each task runs. */
        public Builder container(Consumer<TaskContainerSpec.Builder> change) {
            return taskTemplate(t -> t.containerSpec(change));
        }

        public ServiceSpec build() {
            return new ServiceSpec(
                    name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
        }
    }
}
