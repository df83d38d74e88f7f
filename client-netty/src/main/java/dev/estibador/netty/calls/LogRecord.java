package dev.estibador.netty.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.json.Json;
import dev.estibador.netty.wire.JsonLines;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message of a log as engines write it in JSON, as read in their source ({@code logstream/json_logstream.go}). The line has
 * its line feed, unless it is a piece of a longer one or the end of the output; an empty one is left out.
 */
record LogRecord(
        @JsonProperty("Line") @Nullable String line,
        @JsonProperty("Source") @Nullable String source,
        @JsonProperty("Timestamp") @Nullable Instant timestamp,
        @JsonProperty("Attrs") @Nullable List<@Nullable Attribute> attrs,
        @JsonProperty("Error") @Nullable String error) {
    record Attribute(
            @JsonProperty("Key") @Nullable String key,
            @JsonProperty("Value") @Nullable String value) {}

    /** Fails with the engine's words at a record that is about an error. */
    static <T> JsonLines<T> decoder(String call, Function<LogRecord, T> form) {
        return new JsonLines<>(
                call,
                (json, from, to, items) -> Json.readAll(call, json, from, to, LogRecord.class, read -> {
                    if (read.error != null && !read.error.isEmpty()) {
                        throw new StreamFailedException(call, read.error, null);
                    }
                    items.accept(form.apply(read));
                }));
    }

    StreamSource from() {
        return "stderr".equals(source) ? StreamSource.STDERR : StreamSource.STDOUT;
    }

    byte[] bytes() {
        return line == null ? new byte[0] : line.getBytes(StandardCharsets.UTF_8);
    }

    OutputFrame frame() {
        return new OutputFrame(from(), bytes(), false);
    }

    Map<String, String> attributes() {
        if (attrs == null || attrs.isEmpty()) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        for (Attribute attribute : attrs) {
            if (attribute != null && attribute.key != null && attribute.value != null) {
                attributes.put(attribute.key, attribute.value);
            }
        }
        return Map.copyOf(attributes);
    }
}
