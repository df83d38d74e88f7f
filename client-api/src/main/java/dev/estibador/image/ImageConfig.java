package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.NameSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What containers of an image run unless told otherwise.
 */
public record ImageConfig(
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
        @JsonProperty("StopSignal") @Nullable String stopSignal) {
    @JsonCreator
    public ImageConfig {
        env = Copies.of(env);
        cmd = Copies.of(cmd);
        entrypoint = Copies.of(entrypoint);
        shell = Copies.of(shell);
        labels = Copies.of(labels);
        exposedPorts = exposedPorts == null ? NameSet.EMPTY : exposedPorts;
        volumes = volumes == null ? NameSet.EMPTY : volumes;
    }
}
