package dev.estibador.stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One message of a long job: a build, and later pull, push and load. Builds speak through {@code stream}, the others
 * through {@code status} and {@code detail}.
 *
 * @param id what the message is about, commonly a layer
 * @param stream output of the job as it comes, with its own line breaks
 * @param detail how far the thing named by {@code id} has come
 */
public record Progress(
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("stream") @Nullable String stream,
        @JsonProperty("status") @Nullable String statusText,
        @JsonProperty("progressDetail") @Nullable Detail detail) {

    @JsonCreator
    public Progress {}

    /** The message in words, without a line break at its end; empty where it has none. */
    public String status() {
        String words = stream != null ? stream : statusText != null ? statusText : "";
        return words.stripTrailing();
    }

    /**
     * How far a layer has come.
     *
     * @param current done so far, in {@code units} or bytes
     * @param total all there is to do; null or 0 where the engine does not know
     * @param units null for bytes
     */
    public record Detail(
            @JsonProperty("current") @Nullable Long current,
            @JsonProperty("total") @Nullable Long total,
            @JsonProperty("units") @Nullable String units) {}
}
