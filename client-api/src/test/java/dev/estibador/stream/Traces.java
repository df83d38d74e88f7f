package dev.estibador.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of a build by BuildKit, whose engine's clock began at {@link #ENGINE}; all times are milliseconds since then. */
final class Traces {
    static final Instant ENGINE = Instant.parse("2026-01-02T03:04:05Z");

    private Traces() {}

    static Progress traced(BuildTrace trace) {
        return new Progress("moby.buildkit.trace", null, null, null, null, null, null, null, trace);
    }

    static Progress steps(BuildTrace.Vertex... steps) {
        return traced(new BuildTrace(List.of(steps), List.of(), List.of(), List.of()));
    }

    static Progress parts(BuildTrace.Status... parts) {
        return traced(new BuildTrace(List.of(), List.of(parts), List.of(), List.of()));
    }

    static Progress output(String digest, int time, String text) {
        return output(digest, time, StreamSource.STDOUT, text.getBytes(StandardCharsets.UTF_8));
    }

    static Progress output(String digest, int time, StreamSource source, byte[] bytes) {
        var log = new BuildTrace.Log(digest, at(time), source, ByteBuffer.wrap(bytes));
        return traced(new BuildTrace(List.of(), List.of(), List.of(log), List.of()));
    }

    static BuildTrace.Vertex waiting(String digest, String name) {
        return step(digest, name, null, null, false, "");
    }

    static BuildTrace.Vertex running(String digest, String name, int started) {
        return step(digest, name, started, null, false, "");
    }

    static BuildTrace.Vertex done(String digest, String name, int started, int completed) {
        return step(digest, name, started, completed, false, "");
    }

    static BuildTrace.Vertex cached(String digest, String name) {
        return step(digest, name, 0, 0, true, "");
    }

    static BuildTrace.Vertex failed(String digest, String name, int started, int completed, String error) {
        return step(digest, name, started, completed, false, error);
    }

    static BuildTrace.Vertex step(
            String digest,
            String name,
            @Nullable Integer started,
            @Nullable Integer completed,
            boolean cached,
            String error) {
        return new BuildTrace.Vertex(digest, List.of(), name, cached, at(started), at(completed), error);
    }

    static BuildTrace.Status part(String digest, String id, long current, long total, int started) {
        return new BuildTrace.Status(id, digest, "", current, total, null, at(started), null);
    }

    static BuildTrace.Status whole(String digest, String id, long total, int started, int completed) {
        return new BuildTrace.Status(id, digest, "done", total, total, null, at(started), at(completed));
    }

    private static @Nullable Instant at(@Nullable Integer millis) {
        return millis == null ? null : ENGINE.plusMillis(millis);
    }
}
