package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.NameSet;
import dev.estibador.common.RecordText;
import dev.estibador.common.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a container runs, independent of the machine it runs on.
 *
 * @param user a name or number, with an optional group: {@code app}, {@code 1000:1000}
 * @param env {@code NAME=value}; a {@code NAME} alone takes an inherited variable away
 * @param entrypoint one empty word takes the image's away
 * @param shell that the words of a build are run by
 * @param exposedPorts {@code port/protocol}
 * @param volumes paths that get an anonymous volume
 * @param stdinOnce ends the input for good when the first attached session ends it
 * @param macAddress of the first network, until API 1.43; newer engines want it in {@code EndpointSettings}
 * @param onBuild of the image, for builds that start from it
 * @param argsEscaped the command is escaped already, on Windows
 */
public record ContainerConfig(
        @JsonProperty("Image") @Nullable String image,
        @JsonProperty("Hostname") @Nullable String hostname,
        @JsonProperty("Domainname") @Nullable String domainname,
        @JsonProperty("User") @Nullable String user,
        @JsonProperty("Env") List<String> env,

        @JsonProperty("Cmd") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> cmd,

        @JsonProperty("Entrypoint") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> entrypoint,

        @JsonProperty("Shell") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> shell,

        @JsonProperty("WorkingDir") @Nullable String workingDir,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("ExposedPorts") NameSet exposedPorts,
        @JsonProperty("Volumes") NameSet volumes,
        @JsonProperty("Healthcheck") @Nullable HealthConfig healthcheck,
        @JsonProperty("Tty") @Nullable Boolean tty,
        @JsonProperty("OpenStdin") @Nullable Boolean openStdin,
        @JsonProperty("StdinOnce") @Nullable Boolean stdinOnce,
        @JsonProperty("AttachStdin") @Nullable Boolean attachStdin,
        @JsonProperty("AttachStdout") @Nullable Boolean attachStdout,
        @JsonProperty("AttachStderr") @Nullable Boolean attachStderr,
        @JsonProperty("NetworkDisabled") @Nullable Boolean networkDisabled,
        @JsonProperty("MacAddress") @Nullable String macAddress,
        @JsonProperty("OnBuild") List<String> onBuild,
        @JsonProperty("StopSignal") @Nullable String stopSignal,
        @JsonProperty("StopTimeout") @Nullable Long stopTimeoutSeconds,
        @JsonProperty("ArgsEscaped") @Nullable Boolean argsEscaped) {
    @JsonCreator
    public ContainerConfig {
        env = Copies.of(env);
        cmd = Copies.of(cmd);
        entrypoint = Copies.of(entrypoint);
        shell = Copies.of(shell);
        labels = Copies.of(labels);
        exposedPorts = Copies.of(exposedPorts);
        volumes = Copies.of(volumes);
        onBuild = Copies.of(onBuild);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "env", "cmd", "entrypoint", "onBuild");
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.image = image;
        builder.hostname = hostname;
        builder.domainname = domainname;
        builder.user = user;
        builder.env.addAll(env);
        builder.cmd.addAll(cmd);
        builder.entrypoint.addAll(entrypoint);
        builder.shell.addAll(shell);
        builder.workingDir = workingDir;
        builder.labels.putAll(labels);
        builder.exposedPorts.addAll(exposedPorts.names());
        builder.volumes.addAll(volumes.names());
        builder.healthcheck = healthcheck;
        builder.tty = tty;
        builder.openStdin = openStdin;
        builder.stdinOnce = stdinOnce;
        builder.attachStdin = attachStdin;
        builder.attachStdout = attachStdout;
        builder.attachStderr = attachStderr;
        builder.networkDisabled = networkDisabled;
        builder.macAddress = macAddress;
        builder.onBuild.addAll(onBuild);
        builder.stopSignal = stopSignal;
        builder.stopTimeoutSeconds = stopTimeoutSeconds;
        builder.argsEscaped = argsEscaped;
        return builder;
    }

    public static final class Builder {
        private @Nullable String image;
        private @Nullable String hostname;
        private @Nullable String domainname;
        private @Nullable String user;
        private final List<String> env = new ArrayList<>();
        private final List<String> cmd = new ArrayList<>();
        private final List<String> entrypoint = new ArrayList<>();
        private final List<String> shell = new ArrayList<>();
        private @Nullable String workingDir;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final Set<String> exposedPorts = new LinkedHashSet<>();
        private final Set<String> volumes = new LinkedHashSet<>();
        private @Nullable HealthConfig healthcheck;
        private @Nullable Boolean tty;
        private @Nullable Boolean openStdin;
        private @Nullable Boolean stdinOnce;
        private @Nullable Boolean attachStdin;
        private @Nullable Boolean attachStdout;
        private @Nullable Boolean attachStderr;
        private @Nullable Boolean networkDisabled;
        private @Nullable String macAddress;
        private final List<String> onBuild = new ArrayList<>();
        private @Nullable String stopSignal;
        private @Nullable Long stopTimeoutSeconds;
        private @Nullable Boolean argsEscaped;

        private Builder() {}

        public Builder image(@Nullable String value) {
            image = value;
            return this;
        }

        public Builder hostname(@Nullable String value) {
            hostname = value;
            return this;
        }

        public Builder domainname(@Nullable String value) {
            domainname = value;
            return this;
        }

        public Builder user(@Nullable String value) {
            user = value;
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

        public Builder cmd(String... more) {
            cmd.addAll(List.of(more));
            return this;
        }

        public Builder cmd(List<String> all) {
            cmd.clear();
            cmd.addAll(all);
            return this;
        }

        public Builder entrypoint(String... more) {
            entrypoint.addAll(List.of(more));
            return this;
        }

        public Builder entrypoint(List<String> all) {
            entrypoint.clear();
            entrypoint.addAll(all);
            return this;
        }

        public Builder shell(String... more) {
            shell.addAll(List.of(more));
            return this;
        }

        public Builder shell(List<String> all) {
            shell.clear();
            shell.addAll(all);
            return this;
        }

        public Builder workingDir(@Nullable String value) {
            workingDir = value;
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

        public Builder exposedPorts(String... more) {
            exposedPorts.addAll(List.of(more));
            return this;
        }

        public Builder exposedPorts(Set<String> all) {
            exposedPorts.clear();
            exposedPorts.addAll(all);
            return this;
        }

        public Builder volumes(String... more) {
            volumes.addAll(List.of(more));
            return this;
        }

        public Builder volumes(Set<String> all) {
            volumes.clear();
            volumes.addAll(all);
            return this;
        }

        public Builder healthcheck(@Nullable HealthConfig value) {
            healthcheck = value;
            return this;
        }

        public Builder healthcheck(Consumer<HealthConfig.Builder> change) {
            HealthConfig.Builder changed = healthcheck == null ? HealthConfig.builder() : healthcheck.toBuilder();
            change.accept(changed);
            return healthcheck(changed.build());
        }

        public Builder tty(boolean value) {
            tty = value;
            return this;
        }

        public Builder openStdin(boolean value) {
            openStdin = value;
            return this;
        }

        public Builder stdinOnce(boolean value) {
            stdinOnce = value;
            return this;
        }

        public Builder attachStdin(boolean value) {
            attachStdin = value;
            return this;
        }

        public Builder attachStdout(boolean value) {
            attachStdout = value;
            return this;
        }

        public Builder attachStderr(boolean value) {
            attachStderr = value;
            return this;
        }

        public Builder networkDisabled(boolean value) {
            networkDisabled = value;
            return this;
        }

        public Builder macAddress(@Nullable String value) {
            macAddress = value;
            return this;
        }

        public Builder onBuild(String... more) {
            onBuild.addAll(List.of(more));
            return this;
        }

        public Builder onBuild(List<String> all) {
            onBuild.clear();
            onBuild.addAll(all);
            return this;
        }

        public Builder stopSignal(@Nullable String value) {
            stopSignal = value;
            return this;
        }

        public Builder stopTimeoutSeconds(long value) {
            stopTimeoutSeconds = value;
            return this;
        }

        public Builder argsEscaped(boolean value) {
            argsEscaped = value;
            return this;
        }

        public ContainerConfig build() {
            return new ContainerConfig(
                    image,
                    hostname,
                    domainname,
                    user,
                    env,
                    cmd,
                    entrypoint,
                    shell,
                    workingDir,
                    labels,
                    new NameSet(exposedPorts),
                    new NameSet(volumes),
                    healthcheck,
                    tty,
                    openStdin,
                    stdinOnce,
                    attachStdin,
                    attachStdout,
                    attachStderr,
                    networkDisabled,
                    macAddress,
                    onBuild,
                    stopSignal,
                    stopTimeoutSeconds,
                    argsEscaped);
        }
    }
}
