package dev.estibador.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.NameSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container runs, independent of the machine it runs on.
 *
 * <p>Of list and map fields the builder adds, it does not replace.
 *
 * @param user a name or number, with an optional group: {@code app}, {@code 1000:1000}
 * @param env {@code NAME=value}; a {@code NAME} alone takes an inherited variable away
 * @param exposedPorts {@code port/protocol}
 * @param volumes paths that get an anonymous volume
 * @param stdinOnce ends the input for good when the first attached session ends it
 * @param stopTimeout seconds
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
        @JsonProperty("Tty") @Nullable Boolean tty,
        @JsonProperty("OpenStdin") @Nullable Boolean openStdin,
        @JsonProperty("StdinOnce") @Nullable Boolean stdinOnce,
        @JsonProperty("AttachStdin") @Nullable Boolean attachStdin,
        @JsonProperty("AttachStdout") @Nullable Boolean attachStdout,
        @JsonProperty("AttachStderr") @Nullable Boolean attachStderr,
        @JsonProperty("StopSignal") @Nullable String stopSignal,
        @JsonProperty("StopTimeout") @Nullable Integer stopTimeout) {
    @JsonCreator
    public ContainerConfig {
        env = Copies.of(env);
        cmd = Copies.of(cmd);
        entrypoint = Copies.of(entrypoint);
        shell = Copies.of(shell);
        labels = Copies.of(labels);
        exposedPorts = exposedPorts == null ? NameSet.EMPTY : exposedPorts;
        volumes = volumes == null ? NameSet.EMPTY : volumes;
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
        builder.exposedPorts = exposedPorts;
        builder.volumes = volumes;
        builder.tty = tty;
        builder.openStdin = openStdin;
        builder.stdinOnce = stdinOnce;
        builder.attachStdin = attachStdin;
        builder.attachStdout = attachStdout;
        builder.attachStderr = attachStderr;
        builder.stopSignal = stopSignal;
        builder.stopTimeout = stopTimeout;
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
        private NameSet exposedPorts = NameSet.EMPTY;
        private NameSet volumes = NameSet.EMPTY;
        private @Nullable Boolean tty;
        private @Nullable Boolean openStdin;
        private @Nullable Boolean stdinOnce;
        private @Nullable Boolean attachStdin;
        private @Nullable Boolean attachStdout;
        private @Nullable Boolean attachStderr;
        private @Nullable String stopSignal;
        private @Nullable Integer stopTimeout;

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

        public Builder env(String... values) {
            env.addAll(List.of(values));
            return this;
        }

        public Builder cmd(String... values) {
            cmd.addAll(List.of(values));
            return this;
        }

        public Builder entrypoint(String... values) {
            entrypoint.addAll(List.of(values));
            return this;
        }

        public Builder shell(String... values) {
            shell.addAll(List.of(values));
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

        public Builder exposedPorts(String name) {
            exposedPorts = exposedPorts.and(name);
            return this;
        }

        public Builder volumes(String name) {
            volumes = volumes.and(name);
            return this;
        }

        public Builder tty(@Nullable Boolean value) {
            tty = value;
            return this;
        }

        public Builder openStdin(@Nullable Boolean value) {
            openStdin = value;
            return this;
        }

        public Builder stdinOnce(@Nullable Boolean value) {
            stdinOnce = value;
            return this;
        }

        public Builder attachStdin(@Nullable Boolean value) {
            attachStdin = value;
            return this;
        }

        public Builder attachStdout(@Nullable Boolean value) {
            attachStdout = value;
            return this;
        }

        public Builder attachStderr(@Nullable Boolean value) {
            attachStderr = value;
            return this;
        }

        public Builder stopSignal(@Nullable String value) {
            stopSignal = value;
            return this;
        }

        public Builder stopTimeout(@Nullable Integer value) {
            stopTimeout = value;
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
                    exposedPorts,
                    volumes,
                    tty,
                    openStdin,
                    stdinOnce,
                    attachStdin,
                    attachStdout,
                    attachStderr,
                    stopSignal,
                    stopTimeout);
        }
    }
}
