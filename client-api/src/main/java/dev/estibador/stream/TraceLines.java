package dev.estibador.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit tells of a build, in the words of the docker command: as lines for files and pipes, and as what a terminal
 * shows at a moment. Times are the engine's; what its clock is ahead of this side's is learnt at the first drawing.
 */
final class TraceLines {
    /** One less than any terminal has: the cursor does not get back to what has left it. */
    private static final int MOST_ROWS = 23;

    private static final int ROWS_OF_OUTPUT = 5;
    /** A time that stands far from its step is hard to read. */
    private static final int WIDEST = 160;

    private static final int NARROWEST = 30;
    private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");

    private final int columns;
    private final Map<String, BuildStep> steps = new LinkedHashMap<>();
    private int headed;
    private @Nullable Instant latest;
    private @Nullable Duration ahead;
    private @Nullable Instant began;

    TraceLines(int columns) {
        this.columns = Math.min(columns, WIDEST);
    }

    /** The lines to be added to a file for this message, step by step. */
    List<String> take(BuildTrace trace) {
        Map<BuildStep, List<String>> news = new LinkedHashMap<>();
        for (BuildTrace.Vertex vertex : trace.vertices()) {
            BuildStep step = steps.get(vertex.digest());
            if (step != null) {
                step.take(vertex);
            } else if (BuildStep.hasBegun(vertex)) {
                step = new BuildStep(steps.size() + 1, vertex);
                steps.put(vertex.digest(), step);
                add(news, step, List.of(step.name()));
            }
            latest = vertex.completed() != null
                    ? vertex.completed()
                    : vertex.started() != null ? vertex.started() : latest;
        }
        for (BuildTrace.Status part : trace.statuses()) {
            BuildStep step = steps.get(part.vertex());
            if (step != null && step.take(part)) {
                add(news, step, List.of(words(part) + " " + seconds(time(part, Instant.MAX)) + " done"));
            }
        }
        for (BuildTrace.Log log : trace.logs()) {
            BuildStep step = steps.get(log.vertex());
            if (step != null) {
                Duration since = step.since(log.timestamp());
                String time = since == null ? "" : String.format(Locale.ROOT, "%.3f ", exact(since));
                add(news, step, step.take(log).stream().map(text -> time + text).toList());
            }
        }
        for (BuildTrace.Warning warning : trace.warnings()) {
            BuildStep step = steps.get(warning.vertex());
            if (step != null) {
                add(news, step, List.of("WARN: " + warning.summary()));
            }
        }
        for (BuildTrace.Vertex vertex : trace.vertices()) {
            BuildStep step = steps.get(vertex.digest());
            if (step != null) {
                add(news, step, step.end());
            }
        }
        List<String> lines = new ArrayList<>();
        news.forEach((step, texts) -> {
            if (step.number() > headed) {
                if (headed > 0) {
                    lines.add("");
                }
                headed = step.number();
            }
            lines.addAll(texts);
        });
        return lines;
    }

    private static void add(Map<BuildStep, List<String>> news, BuildStep step, List<String> texts) {
        if (!texts.isEmpty()) {
            List<String> lines = news.computeIfAbsent(step, s -> new ArrayList<>());
            texts.forEach(text -> lines.add(line(step, text)));
        }
    }

    private static String line(BuildStep step, String text) {
        return TerminalProgress.visible("#" + step.number() + " " + text);
    }

    /**
     * The last lines, after those of all messages or the last screen: what steps that have failed put out at last.
     *
     * @param withRest also what the steps that were cut off put out without a line break
     */
    List<String> ended(boolean withRest) {
        List<String> lines = new ArrayList<>();
        for (BuildStep step : steps.values()) {
            List<String> rest = step.rest();
            if (step.hasFailed()) {
                lines.add("------");
                lines.add(TerminalProgress.visible(" > " + step.name() + ":"));
                lines.addAll(step.tail(BuildStep.TAIL));
                lines.add("------");
            } else if (withRest) {
                rest.forEach(text -> lines.add(line(step, text)));
            }
        }
        return lines;
    }

    /**
     * What a terminal shows.
     *
     * @param now by the clock of this side
     * @param isLast nothing is drawn over it any more, so that it may have more rows than the terminal
     */
    List<String> screen(ProgressTotal total, Instant now, boolean isLast) {
        if (began == null) {
            began = now;
        }
        if (ahead == null && latest != null) {
            ahead = Duration.between(now, latest);
        }
        Instant there = ahead == null ? now : now.plus(ahead);
        List<String> ended = new ArrayList<>();
        List<String> running = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (BuildStep step : steps.values()) {
            List<String> rows = rows(step, there);
            (step.hasEnded() ? ended : running).addAll(rows);
            all.addAll(rows);
        }
        if (!isLast && all.size() >= MOST_ROWS) {
            all = new ArrayList<>(ended);
            all.addAll(running);
            all = all.subList(all.size() - MOST_ROWS + 1, all.size());
        }
        List<String> screen = new ArrayList<>();
        screen.add(TerminalProgress.cut(
                String.format(
                        Locale.ROOT,
                        "[+] Building %s (%d/%d)",
                        seconds(BuildStep.between(began, now)),
                        total.stepsDone(),
                        total.steps()),
                columns));
        screen.addAll(all);
        return screen;
    }

    private List<String> rows(BuildStep step, Instant now) {
        List<String> rows = new ArrayList<>();
        rows.add(row(" => " + step.title(), step.time(now)));
        Instant end = step.endOr(now);
        step.parts().forEach(part -> rows.add(row(" => => " + words(part), time(part, end))));
        if (!step.hasEnded()) {
            step.tail(ROWS_OF_OUTPUT).forEach(line -> rows.add(TerminalProgress.cut(" => => # " + line, columns)));
        }
        return rows;
    }

    /** With the time at the right edge. */
    private String row(String words, Duration time) {
        String seconds = " " + seconds(time);
        String text = DIGEST.matcher(words).replaceAll("$1");
        if (columns < NARROWEST) {
            return TerminalProgress.cut(text, columns);
        }
        int room = columns - seconds.length();
        String cut = TerminalProgress.cut(text, room);
        return cut + " ".repeat(room - cut.codePointCount(0, cut.length())) + seconds;
    }

    private static String words(BuildTrace.Status part) {
        String done = part.current() <= 0 && part.total() <= 0 ? "" : " " + TerminalProgress.size(part.current());
        return part.id() + done + (part.total() <= 0 ? "" : " / " + TerminalProgress.size(part.total()));
    }

    /** What was there already was complete before it was asked for. */
    private static Duration time(BuildTrace.Status part, Instant now) {
        Instant started = part.started();
        Instant completed = part.completed();
        return started == null ? Duration.ZERO : BuildStep.between(started, completed == null ? now : completed);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1fs", exact(time));
    }

    /** Of any length: what the engine says has no bounds. */
    private static double exact(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }
}
