package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.NameSet;
import dev.estibador.common.RecordText;
import dev.estibador.container.HealthConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What containers of an image run unless told otherwise. The last twelve are told until API 1.49, and mean nothing for
 * an image.
 *
 * @param env {@code NAME=value}
 * @param exposedPorts {@code port/protocol}
 * @param argsEscaped the command is escaped already, on Windows
 * @param volumes paths that get an anonymous volume
 * @param onBuild instructions for builds that start from it
 * @param shell that the words of a build are run by
 */
public record ImageConfig(
        @JsonProperty("User") @Nullable String user,
        @JsonProperty("ExposedPorts") NameSet exposedPorts,
        @JsonProperty("Env") List<String> env,

        @JsonProperty("Cmd") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> cmd,

        @JsonProperty("Healthcheck") @Nullable HealthConfig healthcheck,
        @JsonProperty("ArgsEscaped") @Nullable Boolean argsEscaped,
        @JsonProperty("Volumes") NameSet volumes,
        @JsonProperty("WorkingDir") @Nullable String workingDir,

        @JsonProperty("Entrypoint") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> entrypoint,

        @JsonProperty("OnBuild") List<String> onBuild,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("StopSignal") @Nullable String stopSignal,

        @JsonProperty("Shell") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> shell,

        @JsonProperty("Hostname") @Nullable String hostname,
        @JsonProperty("Domainname") @Nullable String domainname,
        @JsonProperty("AttachStdin") @Nullable Boolean attachStdin,
        @JsonProperty("AttachStdout") @Nullable Boolean attachStdout,
        @JsonProperty("AttachStderr") @Nullable Boolean attachStderr,
        @JsonProperty("Tty") @Nullable Boolean tty,
        @JsonProperty("OpenStdin") @Nullable Boolean openStdin,
        @JsonProperty("StdinOnce") @Nullable Boolean stdinOnce,
        @JsonProperty("Image") @Nullable String image,
        @JsonProperty("NetworkDisabled") @Nullable Boolean networkDisabled,
        @JsonProperty("MacAddress") @Nullable String macAddress,
        @JsonProperty("StopTimeout") @Nullable Long stopTimeoutSeconds) {
    @JsonCreator
    public ImageConfig {
        exposedPorts = Copies.of(exposedPorts);
        env = Copies.of(env);
        cmd = Copies.of(cmd);
        volumes = Copies.of(volumes);
        entrypoint = Copies.of(entrypoint);
        onBuild = Copies.of(onBuild);
        labels = Copies.of(labels);
        shell = Copies.of(shell);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "env", "cmd", "entrypoint", "onBuild");
    }
}
