package dev.estibador.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A step of a build, as far as BuildKit has told of it. */
final class BuildStep {
    static final int TAIL = 10;
    private static final int LONGEST_LINE = 16 << 10;
    /** Of a terminal: colours, cursor, titles. */
    private static final Pattern CODES =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[ -/]*[0-~])");

    private static final char CUT_CHARACTER = '\uFFFD';

    private final int number;
    private final Map<String, BuildTrace.Status> parts = new LinkedHashMap<>();
    private final Map<StreamSource, ByteArrayOutputStream> unfinished = new EnumMap<>(StreamSource.class);
    private final Deque<String> tail = new ArrayDeque<>();
    private BuildTrace.Vertex vertex;
    private Duration before = Duration.ZERO;
    private boolean isEndTold;

    /** Numbered in the order in which steps begin, as people are shown them. */
    BuildStep(int number, BuildTrace.Vertex vertex) {
        this.number = number;
        this.vertex = vertex;
    }

    static boolean hasBegun(BuildTrace.Vertex vertex) {
        return vertex.started() != null || hasEnded(vertex);
    }

    private static boolean hasEnded(BuildTrace.Vertex vertex) {
        return vertex.completed() != null || vertex.cached();
    }

    int number() {
        return number;
    }

    String name() {
        return vertex.name();
    }

    boolean hasEnded() {
        return hasEnded(vertex);
    }

    boolean hasFailed() {
        return !vertex.error().isEmpty() && !isCancelled();
    }

    /** Of a step that ran beside one that has failed. */
    private boolean isCancelled() {
        return vertex.error().endsWith("context canceled");
    }

    /** The parts that it has told of, such as the layers that it pulls. */
    Collection<BuildTrace.Status> parts() {
        return parts.values();
    }

    /** The last lines of its output, with what has no line break yet. */
    List<String> tail(int most) {
        List<String> lines = new ArrayList<>(tail);
        for (ByteArrayOutputStream line : unfinished.values()) {
            if (line.size() > 0) {
                lines.add(withoutEnd(text(line), CUT_CHARACTER));
            }
        }
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** One may begin again: a base image is resolved, and pulled once it is needed. */
    void take(BuildTrace.Vertex now) {
        Instant started = vertex.started();
        Instant completed = vertex.completed();
        if (started != null && completed != null && !started.equals(now.started())) {
            before = before.plus(between(started, completed));
        }
        isEndTold &= Objects.equals(completed, now.completed());
        vertex = now;
    }

    /** True if it is news that the part is complete. */
    boolean take(BuildTrace.Status part) {
        BuildTrace.Status last = parts.put(part.id(), part);
        return part.completed() != null && (last == null || last.completed() == null);
    }

    /** The lines that this completes, ready to be shown. */
    List<String> take(BuildTrace.Log log) {
        ByteArrayOutputStream line = unfinished.computeIfAbsent(log.source(), s -> new ByteArrayOutputStream());
        List<String> lines = new ArrayList<>();
        for (ByteBuffer bytes = log.bytes(); bytes.hasRemaining(); ) {
            byte next = bytes.get();
            boolean isInsideCharacter = (next & 0xc0) == 0x80 && line.size() < LONGEST_LINE + 3;
            if (next == '\n' || (line.size() >= LONGEST_LINE && !isInsideCharacter)) {
                lines.add(text(line));
                line.reset();
            }
            if (next != '\n') {
                line.write(next);
            }
        }
        lines.forEach(this::keep);
        return lines;
    }

    /** Output without a line break at its end; it is not given again. */
    List<String> rest() {
        List<String> lines = new ArrayList<>();
        for (ByteArrayOutputStream line : unfinished.values()) {
            if (line.size() > 0) {
                lines.add(text(line));
                line.reset();
            }
        }
        lines.forEach(this::keep);
        return lines;
    }

    private void keep(String line) {
        tail.addLast(line);
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
    }

    private static String withoutEnd(String text, char last) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == last) {
            end--;
        }
        return text.substring(0, end);
    }

    /** As a terminal would leave it: what a carriage return went back over is gone. */
    private static String text(ByteArrayOutputStream line) {
        String text =
                withoutEnd(CODES.matcher(line.toString(StandardCharsets.UTF_8)).replaceAll(""), '\r');
        return TerminalProgress.visible(text.substring(text.lastIndexOf('\r') + 1));
    }

    /** The last lines of one that has ended, once each time: the rest of its output, and how it has ended. */
    List<String> end() {
        if (!hasEnded()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(rest());
        if (!isEndTold) {
            lines.add(result());
            isEndTold = true;
        }
        return lines;
    }

    private String result() {
        if (isCancelled()) {
            return "CANCELED";
        }
        if (hasFailed()) {
            return "ERROR: " + vertex.error();
        }
        return vertex.cached() ? "CACHED" : "DONE " + TraceLines.seconds(time(Instant.MAX));
    }

    /** Its name, with what is to be said of it. */
    String title() {
        return (isCancelled() ? "CANCELED " : hasFailed() ? "ERROR " : vertex.cached() ? "CACHED " : "") + name();
    }

    /** For how long it has run, by the engine's clock. */
    Duration time(Instant now) {
        return before.plus(spent(now));
    }

    /** When its output of this time came, counted from its start; null where that is not known. */
    @Nullable
    Duration since(@Nullable Instant time) {
        Instant started = vertex.started();
        return started == null || time == null ? null : between(started, time);
    }

    Instant endOr(Instant now) {
        return vertex.completed() == null ? now : vertex.completed();
    }

    private Duration spent(Instant now) {
        Instant started = vertex.started();
        return started == null ? Duration.ZERO : between(started, endOr(now));
    }

    static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
