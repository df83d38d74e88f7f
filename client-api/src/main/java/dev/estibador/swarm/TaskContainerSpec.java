package dev.estibador.swarm;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.ApiSince;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import dev.estibador.common.Variables;
import dev.estibador.container.HealthConfig;
import dev.estibador.container.Isolation;
import dev.estibador.container.Resources.Ulimit;
import dev.estibador.volume.Mount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The container that a task runs.
 *
 * @param command takes the place of the image's entrypoint
 * @param args take the place of the image's command
 * @param hostname may be a template, such as {@code {{.Node.Hostname}}-{{.Task.Slot}}}
 * @param env {@code NAME=value}
 * @param dir the working directory
 * @param groups more groups of the process
 * @param tty the output of a terminal is one raw stream
 * @param readOnly nothing but mounts can be written
 * @param stopGracePeriod from the stop signal to the kill
 * @param hosts {@code address name alias..} for {@code /etc/hosts}
 * @param oomScoreAdj from -1000 to 1000, the lower the later it is killed for memory
 * @param isolation for Windows
 * @param init a first process that buries orphans; null for what the engine does
 */
public record TaskContainerSpec(
        @JsonProperty("Image") @Nullable String image,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("Command") List<String> command,
        @JsonProperty("Args") List<String> args,
        @JsonProperty("Hostname") @Nullable String hostname,
        @JsonProperty("Env") List<String> env,
        @JsonProperty("Dir") @Nullable String dir,
        @JsonProperty("User") @Nullable String user,
        @JsonProperty("Groups") List<String> groups,
        @JsonProperty("Privileges") @Nullable Privileges privileges,
        @JsonProperty("TTY") @Nullable Boolean tty,
        @JsonProperty("OpenStdin") @Nullable Boolean openStdin,
        @JsonProperty("ReadOnly") @Nullable Boolean readOnly,
        @JsonProperty("Mounts") List<Mount> mounts,
        @JsonProperty("StopSignal") @Nullable String stopSignal,
        @JsonProperty("StopGracePeriod") @Nullable Duration stopGracePeriod,

        @JsonProperty("HealthCheck") @JsonAlias("Healthcheck") @Nullable
        HealthConfig healthCheck,

        @JsonProperty("Hosts") List<String> hosts,
        @JsonProperty("DNSConfig") @Nullable DnsConfig dnsConfig,
        @JsonProperty("Secrets") List<SecretReference> secrets,

        @JsonProperty("OomScoreAdj") @ApiSince("1.46") @Nullable
        Long oomScoreAdj,

        @JsonProperty("Configs") List<ConfigReference> configs,
        @JsonProperty("Isolation") @Nullable Isolation isolation,
        @JsonProperty("Init") @Nullable Boolean init,
        @JsonProperty("Sysctls") Map<String, String> sysctls,
        @JsonProperty("CapabilityAdd") @ApiSince("1.41") List<String> capabilityAdd,
        @JsonProperty("CapabilityDrop") @ApiSince("1.41") List<String> capabilityDrop,
        @JsonProperty("Ulimits") @ApiSince("1.41") List<Ulimit> ulimits) {
    @JsonCreator
    public TaskContainerSpec {
        labels = Copies.of(labels);
        command = Copies.of(command);
        args = Copies.of(args);
        env = Copies.of(env);
        groups = Copies.of(groups);
        mounts = Copies.of(mounts);
        hosts = Copies.of(hosts);
        secrets = Copies.of(secrets);
        configs = Copies.of(configs);
        sysctls = Copies.of(sysctls);
        capabilityAdd = Copies.of(capabilityAdd);
        capabilityDrop = Copies.of(capabilityDrop);
        ulimits = Copies.of(ulimits);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "command", "args", "env");
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.image = image;
        builder.labels.putAll(labels);
        builder.command.addAll(command);
        builder.args.addAll(args);
        builder.hostname = hostname;
        builder.env.addAll(env);
        builder.dir = dir;
        builder.user = user;
        builder.groups.addAll(groups);
        builder.privileges = privileges;
        builder.tty = tty;
        builder.openStdin = openStdin;
        builder.readOnly = readOnly;
        builder.mounts.addAll(mounts);
        builder.stopSignal = stopSignal;
        builder.stopGracePeriod = stopGracePeriod;
        builder.healthCheck = healthCheck;
        builder.hosts.addAll(hosts);
        builder.dnsConfig = dnsConfig;
        builder.secrets.addAll(secrets);
        builder.oomScoreAdj = oomScoreAdj;
        builder.configs.addAll(configs);
        builder.isolation = isolation;
        builder.init = init;
        builder.sysctls.putAll(sysctls);
        builder.capabilityAdd.addAll(capabilityAdd);
        builder.capabilityDrop.addAll(capabilityDrop);
        builder.ulimits.addAll(ulimits);
        return builder;
    }

    public static final class Builder {
        private @Nullable String image;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<String> command = new ArrayList<>();
        private final List<String> args = new ArrayList<>();
        private @Nullable String hostname;
        private final List<String> env = new ArrayList<>();
        private @Nullable String dir;
        private @Nullable String user;
        private final List<String> groups = new ArrayList<>();
        private @Nullable Privileges privileges;
        private @Nullable Boolean tty;
        private @Nullable Boolean openStdin;
        private @Nullable Boolean readOnly;
        private final List<Mount> mounts = new ArrayList<>();
        private @Nullable String stopSignal;
        private @Nullable Duration stopGracePeriod;
        private @Nullable HealthConfig healthCheck;
        private final List<String> hosts = new ArrayList<>();
        private @Nullable DnsConfig dnsConfig;
        private final List<SecretReference> secrets = new ArrayList<>();
        private @Nullable Long oomScoreAdj;
        private final List<ConfigReference> configs = new ArrayList<>();
        private @Nullable Isolation isolation;
        private @Nullable Boolean init;
        private final Map<String, String> sysctls = new LinkedHashMap<>();
        private final List<String> capabilityAdd = new ArrayList<>();
        private final List<String> capabilityDrop = new ArrayList<>();
        private final List<Ulimit> ulimits = new ArrayList<>();

        private Builder() {}

        public Builder image(@Nullable String value) {
            image = value;
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

        public Builder command(String... more) {
            command.addAll(List.of(more));
            return this;
        }

        public Builder command(List<String> all) {
            command.clear();
            command.addAll(all);
            return this;
        }

        public Builder args(String... more) {
            args.addAll(List.of(more));
            return this;
        }

        public Builder args(List<String> all) {
            args.clear();
            args.addAll(all);
            return this;
        }

        public Builder hostname(@Nullable String value) {
            hostname = value;
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

        /** Sets one variable, in place of the one of that name if there is one. */
        public Builder variable(String variable, String value) {
            Variables.set(env, variable, value);
            return this;
        }

        public Builder dir(@Nullable String value) {
            dir = value;
            return this;
        }

        public Builder user(@Nullable String value) {
            user = value;
            return this;
        }

        public Builder groups(String... more) {
            groups.addAll(List.of(more));
            return this;
        }

        public Builder groups(List<String> all) {
            groups.clear();
            groups.addAll(all);
            return this;
        }

        public Builder privileges(@Nullable Privileges value) {
            privileges = value;
            return this;
        }

        public Builder privileges(Consumer<Privileges.Builder> change) {
            Privileges.Builder changed = privileges == null ? Privileges.builder() : privileges.toBuilder();
            change.accept(changed);
            return privileges(changed.build());
        }

        public Builder tty(boolean value) {
            tty = value;
            return this;
        }

        public Builder openStdin(boolean value) {
            openStdin = value;
            return this;
        }

        public Builder readOnly(boolean value) {
            readOnly = value;
            return this;
        }

        public Builder mounts(Mount... more) {
            mounts.addAll(List.of(more));
            return this;
        }

        public Builder mounts(List<Mount> all) {
            mounts.clear();
            mounts.addAll(all);
            return this;
        }

        public Builder stopSignal(@Nullable String value) {
            stopSignal = value;
            return this;
        }

        public Builder stopGracePeriod(@Nullable Duration value) {
            stopGracePeriod = value;
            return this;
        }

        public Builder healthCheck(@Nullable HealthConfig value) {
            healthCheck = value;
            return this;
        }

        public Builder healthCheck(Consumer<HealthConfig.Builder> change) {
            HealthConfig.Builder changed = healthCheck == null ? HealthConfig.builder() : healthCheck.toBuilder();
            change.accept(changed);
            return healthCheck(changed.build());
        }

        public Builder hosts(String... more) {
            hosts.addAll(List.of(more));
            return this;
        }

        public Builder hosts(List<String> all) {
            hosts.clear();
            hosts.addAll(all);
            return this;
        }

        public Builder dnsConfig(@Nullable DnsConfig value) {
            dnsConfig = value;
            return this;
        }

        public Builder dnsConfig(Consumer<DnsConfig.Builder> change) {
            DnsConfig.Builder changed = dnsConfig == null ? DnsConfig.builder() : dnsConfig.toBuilder();
            change.accept(changed);
            return dnsConfig(changed.build());
        }

        public Builder secrets(SecretReference... more) {
            secrets.addAll(List.of(more));
            return this;
        }

        public Builder secrets(List<SecretReference> all) {
            secrets.clear();
            secrets.addAll(all);
            return this;
        }

        public Builder oomScoreAdj(long value) {
            oomScoreAdj = value;
            return this;
        }

        public Builder configs(ConfigReference... more) {
            configs.addAll(List.of(more));
            return this;
        }

        public Builder configs(List<ConfigReference> all) {
            configs.clear();
            configs.addAll(all);
            return this;
        }

        public Builder isolation(@Nullable Isolation value) {
            isolation = value;
            return this;
        }

        public Builder init(boolean value) {
            init = value;
            return this;
        }

        public Builder sysctls(String key, String value) {
            sysctls.put(key, value);
            return this;
        }

        public Builder sysctls(Map<String, String> all) {
            sysctls.clear();
            sysctls.putAll(all);
            return this;
        }

        public Builder capabilityAdd(String... more) {
            capabilityAdd.addAll(List.of(more));
            return this;
        }

        public Builder capabilityAdd(List<String> all) {
            capabilityAdd.clear();
            capabilityAdd.addAll(all);
            return this;
        }

        public Builder capabilityDrop(String... more) {
            capabilityDrop.addAll(List.of(more));
            return this;
        }

        public Builder capabilityDrop(List<String> all) {
            capabilityDrop.clear();
            capabilityDrop.addAll(all);
            return this;
        }

        public Builder ulimits(Ulimit... more) {
            ulimits.addAll(List.of(more));
            return this;
        }

        public Builder ulimits(List<Ulimit> all) {
            ulimits.clear();
            ulimits.addAll(all);
            return this;
        }

        public TaskContainerSpec build() {
            return new TaskContainerSpec(
                    image,
                    labels,
                    command,
                    args,
                    hostname,
                    env,
                    dir,
                    user,
                    groups,
                    privileges,
                    tty,
                    openStdin,
                    readOnly,
                    mounts,
                    stopSignal,
                    stopGracePeriod,
                    healthCheck,
                    hosts,
                    dnsConfig,
                    secrets,
                    oomScoreAdj,
                    configs,
                    isolation,
                    init,
                    sysctls,
                    capabilityAdd,
                    capabilityDrop,
                    ulimits);
        }
    }

    /**
     * What the container's {@code resolv.conf} says.
     *
     * @param options such as {@code ndots:3}
     */
    public record DnsConfig(
            @JsonProperty("Nameservers") List<String> nameservers,
            @JsonProperty("Search") List<String> search,
            @JsonProperty("Options") List<String> options) {
        @JsonCreator
        public DnsConfig {
            nameservers = Copies.of(nameservers);
            search = Copies.of(search);
            options = Copies.of(options);
        }

        public static Builder builder() {
            return new Builder();
        }

        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.nameservers.addAll(nameservers);
            builder.search.addAll(search);
            builder.options.addAll(options);
            return builder;
        }

        public static final class Builder {
            private final List<String> nameservers = new ArrayList<>();
            private final List<String> search = new ArrayList<>();
            private final List<String> options = new ArrayList<>();

            private Builder() {}

            public Builder nameservers(String... more) {
                nameservers.addAll(List.of(more));
                return this;
            }

            public Builder nameservers(List<String> all) {
                nameservers.clear();
                nameservers.addAll(all);
                return this;
            }

            public Builder search(String... more) {
                search.addAll(List.of(more));
                return this;
            }

            public Builder search(List<String> all) {
                search.clear();
                search.addAll(all);
                return this;
            }

            public Builder options(String... more) {
                options.addAll(List.of(more));
                return this;
            }

            public Builder options(List<String> all) {
                options.clear();
                options.addAll(all);
                return this;
            }

            public DnsConfig build() {
                return new DnsConfig(nameservers, search, options);
            }
        }
    }
}
