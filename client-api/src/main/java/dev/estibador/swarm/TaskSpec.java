package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a service are. One of container, plugin and network attachment is set.
 *
 * @param networkAttachmentSpec of the tasks that engines make for containers in overlay networks
 * @param forceUpdate another number makes every task anew
 * @param runtime {@code container}, {@code plugin}, {@code attachment}
 * @param logDriver null for that of the swarm or the node
 */
public record TaskSpec(
        @JsonProperty("PluginSpec") @Nullable PluginSpec pluginSpec,
        @JsonProperty("ContainerSpec") @Nullable TaskContainerSpec containerSpec,
        @JsonProperty("NetworkAttachmentSpec") @Nullable NetworkAttachmentSpec networkAttachmentSpec,
        @JsonProperty("Resources") @Nullable TaskResources resources,
        @JsonProperty("RestartPolicy") @Nullable RestartPolicy restartPolicy,
        @JsonProperty("Placement") @Nullable Placement placement,
        @JsonProperty("ForceUpdate") @Nullable Long forceUpdate,
        @JsonProperty("Runtime") @Nullable String runtime,
        @JsonProperty("Networks") List<NetworkAttachmentConfig> networks,
        @JsonProperty("LogDriver") @Nullable Driver logDriver) {
    @JsonCreator
    public TaskSpec {
        networks = Copies.of(networks);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.pluginSpec = pluginSpec;
        builder.containerSpec = containerSpec;
        builder.networkAttachmentSpec = networkAttachmentSpec;
        builder.resources = resources;
        builder.restartPolicy = restartPolicy;
        builder.placement = placement;
        builder.forceUpdate = forceUpdate;
        builder.runtime = runtime;
        builder.networks.addAll(networks);
        builder.logDriver = logDriver;
        return builder;
    }

    public static final class Builder {
        private @Nullable PluginSpec pluginSpec;
        private @Nullable TaskContainerSpec containerSpec;
        private @Nullable NetworkAttachmentSpec networkAttachmentSpec;
        private @Nullable TaskResources resources;
        private @Nullable RestartPolicy restartPolicy;
        private @Nullable Placement placement;
        private @Nullable Long forceUpdate;
        private @Nullable String runtime;
        private final List<NetworkAttachmentConfig> networks = new ArrayList<>();
        private @Nullable Driver logDriver;

        private Builder() {}

        public Builder pluginSpec(@Nullable PluginSpec value) {
            pluginSpec = value;
            return this;
        }

        public Builder pluginSpec(Consumer<PluginSpec.Builder> change) {
            PluginSpec.Builder changed = pluginSpec == null ? PluginSpec.builder() : pluginSpec.toBuilder();
            change.accept(changed);
            return pluginSpec(changed.build());
        }

        public Builder containerSpec(@Nullable TaskContainerSpec value) {
            containerSpec = value;
            return this;
        }

        public Builder containerSpec(Consumer<TaskContainerSpec.Builder> change) {
            TaskContainerSpec.Builder changed =
                    containerSpec == null ? TaskContainerSpec.builder() : containerSpec.toBuilder();
            change.accept(changed);
            return containerSpec(changed.build());
        }

        public Builder networkAttachmentSpec(@Nullable NetworkAttachmentSpec value) {
            networkAttachmentSpec = value;
            return this;
        }

        public Builder resources(@Nullable TaskResources value) {
            resources = value;
            return this;
        }

        public Builder resources(Consumer<TaskResources.Builder> change) {
            TaskResources.Builder changed = resources == null ? TaskResources.builder() : resources.toBuilder();
            change.accept(changed);
            return resources(changed.build());
        }

        public Builder restartPolicy(@Nullable RestartPolicy value) {
            restartPolicy = value;
            return this;
        }

        public Builder restartPolicy(Consumer<RestartPolicy.Builder> change) {
            RestartPolicy.Builder changed = restartPolicy == null ? RestartPolicy.builder() : restartPolicy.toBuilder();
            change.accept(changed);
            return restartPolicy(changed.build());
        }

        public Builder placement(@Nullable Placement value) {
            placement = value;
            return this;
        }

        public Builder placement(Consumer<Placement.Builder> change) {
            Placement.Builder changed = placement == null ? Placement.builder() : placement.toBuilder();
            change.accept(changed);
            return placement(changed.build());
        }

        public Builder forceUpdate(long value) {
            forceUpdate = value;
            return this;
        }

        public Builder runtime(@Nullable String value) {
            runtime = value;
            return this;
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

        public Builder logDriver(@Nullable Driver value) {
            logDriver = value;
            return this;
        }

        public TaskSpec build() {
            return new TaskSpec(
                    pluginSpec,
                    containerSpec,
                    networkAttachmentSpec,
                    resources,
                    restartPolicy,
                    placement,
                    forceUpdate,
                    runtime,
                    networks,
                    logDriver);
        }
    }

    /**
     * A plugin to have on nodes, for engines with experimental features.
     *
     * @param remote where it is pulled from
     * @param privileges that it is granted; the reference calls them {@code PluginPrivilege}, engines do not
     */
    public record PluginSpec(
            @JsonProperty("Name") @JsonAlias("name") @Nullable
            String name,

            @JsonProperty("Remote") @JsonAlias("remote") @Nullable
            String remote,

            @JsonProperty("Disabled") @JsonAlias("disabled") @Nullable
            Boolean disabled,

            @JsonProperty("Privileges") @JsonAlias("privileges")
            List<Privilege> privileges,

            @JsonProperty("Env") @JsonAlias("env") List<String> env) {
        @JsonCreator
        public PluginSpec {
            privileges = Copies.of(privileges);
            env = Copies.of(env);
        }

        /** Nothing that may be secret: names and no values. */
        @Override
        public String toString() {
            return RecordText.of(this, "env");
        }

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.name = name;
            builder.remote = remote;
            builder.disabled = disabled;
            builder.privileges.addAll(privileges);
            builder.env.addAll(env);
            return builder;
        }

        public static final class Builder {
            private @Nullable String name;
            private @Nullable String remote;
            private @Nullable Boolean disabled;
            private final List<Privilege> privileges = new ArrayList<>();
            private final List<String> env = new ArrayList<>();

            private Builder() {}

            public Builder name(@Nullable String value) {
                name = value;
                return this;
            }

            public Builder remote(@Nullable String value) {
                remote = value;
                return this;
            }

            public Builder disabled(boolean value) {
                disabled = value;
                return this;
            }

            public Builder privileges(Privilege... more) {
                privileges.addAll(List.of(more));
                return this;
            }

            public Builder privileges(List<Privilege> all) {
                privileges.clear();
                privileges.addAll(all);
                return this;
            }

            public Builder env(String... more) {
                env.addAll(List.of(more));
                return this;
            }

            public Builder env(List<String> all) {
                env.clear();
                env.addAll(all);
                return this;
            }

            public PluginSpec build() {
                return new PluginSpec(name, remote, disabled, privileges, env);
            }
        }
    }

    /** Something that a plugin may do. */
    public record Privilege(
            @JsonProperty("Name") @JsonAlias("name") @Nullable
            String name,

            @JsonProperty("Description") @JsonAlias("description") @Nullable
            String description,

            @JsonProperty("Value") @JsonAlias("value") List<String> value) {
        @JsonCreator
        public Privilege {
            value = Copies.of(value);
        }

        public static Privilege of(String name, String... values) {
            return new Privilege(name, null, List.of(values));
        }
    }

    /** A container outside of services that is in an overlay network. */
    public record NetworkAttachmentSpec(
            @JsonProperty("ContainerID") @Nullable String containerId) {
        @JsonCreator
        public NetworkAttachmentSpec {}
    }

    /**
     * When a task that ended is made anew.
     *
     * @param delay before each attempt
     * @param maxAttempts 0 for any number
     * @param window that attempts are counted in; 0 for always
     */
    public record RestartPolicy(
            @JsonProperty("Condition") @Nullable RestartCondition condition,
            @JsonProperty("Delay") @Nullable Duration delay,
            @JsonProperty("MaxAttempts") @Nullable Long maxAttempts,
            @JsonProperty("Window") @Nullable Duration window) {
        @JsonCreator
        public RestartPolicy {}

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.condition = condition;
            builder.delay = delay;
            builder.maxAttempts = maxAttempts;
            builder.window = window;
            return builder;
        }

        public static final class Builder {
            private @Nullable RestartCondition condition;
            private @Nullable Duration delay;
            private @Nullable Long maxAttempts;
            private @Nullable Duration window;

            private Builder() {}

            public Builder condition(@Nullable RestartCondition value) {
                condition = value;
                return this;
            }

            public Builder delay(@Nullable Duration value) {
                delay = value;
                return this;
            }

            public Builder maxAttempts(long value) {
                maxAttempts = value;
                return this;
            }

            public Builder window(@Nullable Duration value) {
                window = value;
                return this;
            }

            public RestartPolicy build() {
                return new RestartPolicy(condition, delay, maxAttempts, window);
            }
        }
    }
}
