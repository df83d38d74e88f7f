package dev.estibador.stream;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line that a process wrote, put together again from the pieces in which the engine sends it.
 *
 * @param text without its line break
 * @param timestamp when its first piece was written, with nanoseconds, if the log was asked for with timestamps; null also
 *     for a line that does not begin with one, whose text is then all of it
 * @param attributes what the log driver keeps with the line (labels, variables), and the ids of node, service and task for logs
 *     of these, if the log was asked for with details
 * @param partial true if the line was too long to be given whole and goes on in the next one of its source
 */
public record LogLine(
        StreamSource source,
        String text,
        @Nullable Instant timestamp,
        Map<String, String> attributes,
        boolean partial) {
    public LogLine {
        attributes = Map.copyOf(attributes);
    }

    /** Of the attributes the names alone, since labels and variables may be secret. */
    @Override
    public String toString() {
        return "LogLine[source=" + source + ", text=" + text + ", timestamp=" + timestamp + ", attributes="
                + attributes.keySet() + ", partial=" + partial + "]";
    }

    /** A whole line of which no more is known. */
    public LogLine(StreamSource source, String text) {
        this(source, text, null, Map.of(), false);
    }
}
