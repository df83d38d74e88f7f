package dev.estibador.exec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command of an exec, as the engine keeps it.
 */
public record ProcessConfig(
        @JsonProperty("entrypoint") @Nullable String entrypoint,
        @JsonProperty("arguments") List<String> arguments,
        @JsonProperty("tty") @Nullable Boolean tty,
        @JsonProperty("privileged") @Nullable Boolean privileged,
        @JsonProperty("user") @Nullable String user) {
    @JsonCreator
    public ProcessConfig {
        arguments = Copies.of(arguments);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "entrypoint", "arguments");
    }
}
