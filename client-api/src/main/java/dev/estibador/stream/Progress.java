package dev.estibador.stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message of a long job: a build, pull, push or load. Builds speak through {@code stream}, the others through
 * {@code status} and {@code detail}. A message with an error is not given: it fails the job.
 *
 * @param id what the message is about, commonly a layer
 * @param stream output of the job as it comes, with its own line breaks
 * @param progress the detail in words, until API 1.51
 * @param detail how far the thing named by {@code id} has come
 * @param error the engine's words where the job has failed, until API 1.51
 * @param errorDetail the same, in any version
 * @param aux for the machine: commonly a {@code Map}; null where it is the trace
 * @param trace how far BuildKit has come
 */
public record Progress(
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("stream") @Nullable String stream,
        @JsonProperty("status") @Nullable String statusText,
        @JsonProperty("progress") @Nullable String progress,
        @JsonProperty("progressDetail") @Nullable Detail detail,
        @JsonProperty("error") @Nullable String error,
        @JsonProperty("errorDetail") @Nullable Failure errorDetail,
        @JsonProperty("aux") @Nullable Object aux,
        @JsonIgnore @Nullable BuildTrace trace) {

    @JsonCreator
    public Progress {}

    /** The same message of BuildKit, with what it says for the machine decoded. */
    public Progress tracing(BuildTrace decoded) {
        return new Progress(id, stream, statusText, progress, detail, error, errorDetail, null, decoded);
    }

    /** The message in words, without a line break at its end; empty where it has none. */
    public String status() {
        if (trace != null) {
            return trace.text().stripTrailing();
        }
        String words = stream != null ? stream : statusText != null ? statusText : "";
        return words.stripTrailing();
    }

    /**
     * How far a layer has come.
     *
     * @param current done so far, in {@code units} or bytes
     * @param total all there is to do; null or 0 where the engine does not know
     * @param start when it began, for those who work out how long it will take
     * @param hideCounts the numbers are not worth showing
     * @param units null for bytes
     */
    public record Detail(
            @JsonProperty("current") @Nullable Long current,
            @JsonProperty("total") @Nullable Long total,
            @JsonProperty("start") @Nullable Instant start,
            @JsonProperty("hidecounts") @Nullable Boolean hideCounts,
            @JsonProperty("units") @Nullable String units) {
        @JsonCreator
        public Detail {}
    }

    /**
     * Why a job has failed.
     *
     * @param code the exit code of a build's command, or what else the engine had as a number
     */
    public record Failure(
            @JsonProperty("code") @Nullable Long code,
            @JsonProperty("message") @Nullable String message) {
        @JsonCreator
        public Failure {}
    }
}
