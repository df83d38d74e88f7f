package dev.estibador.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit tells of a build since its last message. A vertex is a step; it is told again whenever something about it
 * has changed, and its digest is what it is known by.
 */
public record BuildTrace(List<Vertex> vertices, List<Status> statuses, List<Log> logs, List<Warning> warnings) {
    public BuildTrace {
        vertices = List.copyOf(vertices);
        statuses = List.copyOf(statuses);
        logs = List.copyOf(logs);
        warnings = List.copyOf(warnings);
    }

    /** It in words, a line each: the steps that have begun or failed, and what they put out. Empty where it has none. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Vertex vertex : vertices) {
            if (!vertex.error().isEmpty()) {
                text.append(vertex.name()).append(": ").append(vertex.error()).append('\n');
            } else if (vertex.started() != null && vertex.completed() == null) {
                text.append(vertex.name()).append('\n');
            }
        }
        logs.forEach(log -> text.append(log.text()));
        return text.toString();
    }

    /**
     * A step of the build.
     *
     * @param inputs the digests of the steps that it needs
     * @param name as people are shown it: {@code [2/3] RUN make}
     * @param cached nothing had to be done
     * @param started null before
     * @param completed null before
     * @param error why it failed; empty where it has not
     */
    public record Vertex(
            String digest,
            List<String> inputs,
            String name,
            boolean cached,
            @Nullable Instant started,
            @Nullable Instant completed,
            String error) {
        public Vertex {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * How far a part of a step has come, such as a layer that is pulled.
     *
     * @param vertex the digest of its step
     * @param current bytes, or without a unit
     * @param total 0 where it is not known
     */
    public record Status(
            String id,
            String vertex,
            String name,
            long current,
            long total,
            @Nullable Instant timestamp,
            @Nullable Instant started,
            @Nullable Instant completed) {}

    /**
     * Output of a step, cut anywhere.
     *
     * @param vertex the digest of its step
     * @param bytes read-only
     */
    public record Log(String vertex, @Nullable Instant timestamp, StreamSource source, ByteBuffer bytes) {
        public Log {
            bytes = bytes.asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        /** The output as UTF-8. */
        public String text() {
            return StandardCharsets.UTF_8.decode(bytes()).toString();
        }

        /** Its size only, since output may hold anything. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "Log[%d bytes of %s]", bytes.remaining(), source);
        }
    }

    /**
     * What BuildKit thinks better of.
     *
     * @param vertex the digest of the step that it is about
     * @param detail lines
     * @param url where more is said; empty without one
     */
    public record Warning(String vertex, int level, String summary, List<String> detail, String url) {
        public Warning {
            detail = List.copyOf(detail);
        }
    }
}
