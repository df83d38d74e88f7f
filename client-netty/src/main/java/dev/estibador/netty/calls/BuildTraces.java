package dev.estibador.netty.calls;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.netty.wire.Protobuf;
import dev.estibador.stream.BuildTrace;
import dev.estibador.stream.Progress;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BuildKit's {@code StatusResponse}, which engines wrap in base64 into the messages of a build. */
final class BuildTraces {
    private static final String TRACE = "moby.buildkit.trace";
    private static final int STDERR = 2;

    private BuildTraces() {}

    /** The message with its trace, or the message itself where it has none. */
    static Progress decoded(String call, Progress message) {
        if (!TRACE.equals(message.id()) || !(message.aux() instanceof String base64)) {
            return message;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return message.tracing(trace(new Protobuf.Reader(call, bytes)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new MalformedReplyException(call, "a trace of BuildKit that cannot be read: " + e.getMessage(), e);
        }
    }

    private static BuildTrace trace(Protobuf.Reader in) {
        List<BuildTrace.Vertex> vertices = new ArrayList<>();
        List<BuildTrace.Status> statuses = new ArrayList<>();
        List<BuildTrace.Log> logs = new ArrayList<>();
        List<BuildTrace.Warning> warnings = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> vertices.add(vertex(in.message()));
                case 2 -> statuses.add(status(in.message()));
                case 3 -> logs.add(log(in.message()));
                case 4 -> warnings.add(warning(in.message()));
                default -> {}
            }
        }
        return new BuildTrace(vertices, statuses, logs, warnings);
    }

    private static BuildTrace.Vertex vertex(Protobuf.Reader in) {
        String digest = "";
        List<String> inputs = new ArrayList<>();
        String name = "";
        boolean cached = false;
        Instant started = null;
        Instant completed = null;
        String error = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> digest = in.text();
                case 2 -> inputs.add(in.text());
                case 3 -> name = in.text();
                case 4 -> cached = in.flag();
                case 5 -> started = time(in.message());
                case 6 -> completed = time(in.message());
                case 7 -> error = in.text();
                default -> {}
            }
        }
        return new BuildTrace.Vertex(digest, inputs, name, cached, started, completed, error);
    }

    private static BuildTrace.Status status(Protobuf.Reader in) {
        String id = "";
        String vertex = "";
        String name = "";
        long current = 0;
        long total = 0;
        Instant timestamp = null;
        Instant started = null;
        Instant completed = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> id = in.text();
                case 2 -> vertex = in.text();
                case 3 -> name = in.text();
                case 4 -> current = in.number();
                case 5 -> total = in.number();
                case 6 -> timestamp = time(in.message());
                case 7 -> started = time(in.message());
                case 8 -> completed = time(in.message());
                default -> {}
            }
        }
        return new BuildTrace.Status(id, vertex, name, current, total, timestamp, started, completed);
    }

    private static BuildTrace.Log log(Protobuf.Reader in) {
        String vertex = "";
        Instant timestamp = null;
        StreamSource source = StreamSource.STDOUT;
        ByteBuffer bytes = ByteBuffer.allocate(0);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> vertex = in.text();
                case 2 -> timestamp = time(in.message());
                case 3 -> source = in.number() == STDERR ? StreamSource.STDERR : StreamSource.STDOUT;
                case 4 -> bytes = in.bytes();
                default -> {}
            }
        }
        return new BuildTrace.Log(vertex, timestamp, source, bytes);
    }

    private static BuildTrace.Warning warning(Protobuf.Reader in) {
        String vertex = "";
        int level = 0;
        String summary = "";
        List<String> detail = new ArrayList<>();
        String url = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> vertex = in.text();
                case 2 -> level = (int) in.number();
                case 3 -> summary = in.text();
                case 4 -> detail.add(in.text());
                case 5 -> url = in.text();
                default -> {}
            }
        }
        return new BuildTrace.Warning(vertex, level, summary, detail, url);
    }

    /** Null for Go's zero time, which stands for none. */
    private static @Nullable Instant time(Protobuf.Reader in) {
        long seconds = 0;
        long nanos = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> seconds = in.number();
                case 2 -> nanos = in.number();
                default -> {}
            }
        }
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        return time.getEpochSecond() <= Instant.parse("0001-01-01T00:00:00Z").getEpochSecond() ? null : time;
    }
}
