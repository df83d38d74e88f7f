package dev.estibador.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.common.Copies;
import dev.estibador.common.RecordText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where BuildKit puts what it built, and how.
 *
 * @param type the exporter: {@code moby} for an image in the engine; {@code tar} and {@code local} need a session
 * @param attrs the exporter's own settings, such as {@code compression}
 */
public record BuildOutput(
        @JsonProperty("Type") @Nullable String type,
        @JsonProperty("Attrs") Map<String, String> attrs) {
    @JsonCreator
    public BuildOutput {
        attrs = Copies.of(attrs);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this);
    }

    public static BuildOutput of(String type, Map<String, String> attrs) {
        return new BuildOutput(type, attrs);
    }
}
