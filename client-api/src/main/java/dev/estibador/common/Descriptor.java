package dev.estibador.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an OCI registry or store knows content by. The engine gives the last five fields since API 1.48.
 *
 * @param size bytes
 * @param urls where else it may be had
 * @param data the content itself, in base64, where it is small
 */
public record Descriptor(
        @JsonProperty("mediaType") @Nullable String mediaType,
        @JsonProperty("digest") @Nullable String digest,
        @JsonProperty("size") @Nullable Long size,
        @JsonProperty("urls") List<String> urls,
        @JsonProperty("annotations") Map<String, String> annotations,
        @JsonProperty("data") @Nullable String data,
        @JsonProperty("platform") @Nullable Platform platform,
        @JsonProperty("artifactType") @Nullable String artifactType) {
    @JsonCreator
    public Descriptor {
        urls = Copies.of(urls);
        annotations = Copies.of(annotations);
    }

    /** Nothing that may be secret: names and no values. */
    @Override
    public String toString() {
        return RecordText.of(this, "data");
    }
}
