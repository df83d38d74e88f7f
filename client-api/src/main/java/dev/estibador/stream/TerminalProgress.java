package dev.estibador.stream;

import java.io.Console;
import java.io.Flushable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows a job as the docker command does: {@code pull("alpine").result(TerminalProgress.to(System.err))}. On a terminal
 * each layer has a line, which is drawn again as it goes on, at most twenty times a second, with a line for the whole
 * below them; elsewhere there is a line for each new state of a layer, and none for numbers. A build by BuildKit has its
 * steps instead of layers, with the time of each, the parts that it has, and the last lines of its output while it runs;
 * elsewhere each line of output is given, with the number of its step. For one job.
 *
 * <p>An {@link UncheckedIOException} where it cannot be written cancels the job.
 */
public final class TerminalProgress implements ProgressObserver {
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(50);
    private static final int LONGEST_BAR = 50;
    private static final int SHORTEST_BAR = 10;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}]");
    private static final String CURSOR = "\u001b[";
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Appendable out;
    private final int columns;
    private final @Nullable InstantSource clock;
    private final ProgressTotals totals = new ProgressTotals();
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final StringBuilder below = new StringBuilder();
    private @Nullable TraceLines build;
    private int linesOnScreen;
    private boolean isOutdated;
    private boolean isInsideLine;
    private @Nullable Instant drawn;

    private TerminalProgress(Appendable out, int columns, @Nullable InstantSource clock) {
        this.out = out;
        this.columns = columns;
        this.clock = clock;
    }

    /**
     * Drawn if this process has a terminal, else plain. The terminal's width is what the variable {@code COLUMNS} says,
     * or 80.
     */
    public static TerminalProgress to(PrintStream out) {
        String columns = System.getenv("COLUMNS");
        boolean isNumber = columns != null && columns.matches("[1-9]\\d{0,3}");
        return isTerminal()
                ? drawn(out, isNumber ? Integer.parseInt(columns) : 80, InstantSource.system())
                : plain(out);
    }

    /** Drawn with ANSI codes, in lines that are cut to this width. The clock tells when to draw again. */
    public static TerminalProgress drawn(Appendable out, int columns, InstantSource clock) {
        if (columns < 1) {
            throw new IllegalArgumentException("A terminal has 1 column or more, and not " + columns);
        }
        return new TerminalProgress(out, columns, clock);
    }

    /** For files and pipes. */
    public static TerminalProgress plain(Appendable out) {
        return new TerminalProgress(out, Integer.MAX_VALUE, null);
    }

    @Override
    public synchronized void take(Progress message) {
        totals.take(message);
        String id = message.id();
        Progress.Detail detail = message.detail();
        String stream = message.stream();
        BuildTrace trace = message.trace();
        if (trace != null) {
            take(trace);
        } else if (stream != null) {
            print(stream);
        } else if (id == null || detail == null) {
            String words = message.status();
            if (!words.isEmpty()) {
                print(visible(id == null ? words : id + ": " + words) + "\n");
            }
        } else if (clock != null) {
            lines.put(id, line(id + ": " + message.status(), detail));
            isOutdated = true;
            drawIfDue(clock.instant());
        } else if (detail.current() == null || detail.current() <= 0) {
            print(visible(id + ": " + message.status()) + "\n");
        }
    }

    @Override
    public synchronized void ended(@Nullable Throwable failure) {
        totals.ended(failure);
        leaveLines();
        write(below);
        below.setLength(0);
        if (build != null) {
            write(joined(build.ended(clock == null)));
        }
        flush();
    }

    private void take(BuildTrace trace) {
        if (build == null) {
            leaveLines();
            build = new TraceLines(columns);
        }
        List<String> news = build.take(trace);
        if (clock != null) {
            isOutdated = true;
            drawIfDue(clock.instant());
        } else if (!news.isEmpty()) {
            print((isInsideLine ? "\n" : "") + joined(news));
        }
    }

    private static String joined(List<String> rows) {
        return rows.stream().map(row -> row + "\n").collect(Collectors.joining());
    }

    private void drawIfDue(Instant now) {
        Duration since = drawn == null ? BETWEEN_DRAWINGS : Duration.between(drawn, now);
        if (since.isNegative() || since.compareTo(BETWEEN_DRAWINGS) >= 0) { // clocks are set back at times
            drawn = now;
            draw(now, false);
        }
    }

    private void draw(Instant now, boolean isLast) {
        StringBuilder screen = new StringBuilder();
        if (linesOnScreen > 0) {
            screen.append(CURSOR).append(linesOnScreen).append('A'); // up
        } else if (isInsideLine) {
            screen.append('\n');
        }
        List<String> rows = build == null ? layers(isLast) : build.screen(totals.total(), now, isLast);
        rows.forEach(row -> screen.append(CLEAR_LINE).append(row).append('\n'));
        linesOnScreen = rows.size();
        screen.append(CLEAR_BELOW);
        write(screen);
        isInsideLine = false;
        isOutdated = false;
        flush();
    }

    private List<String> layers(boolean isLast) {
        List<String> rows = new ArrayList<>(lines.values());
        ProgressTotal total = totals.total();
        if (!isLast && total.bytes() > 0) {
            String whole = String.format(
                    Locale.ROOT,
                    "%d of %d done, %s of %s, %d%%",
                    total.stepsDone(),
                    total.steps(),
                    size(total.bytesDone()),
                    size(total.bytes()),
                    total.percent());
            rows.add(cut(whole, columns));
        }
        return rows;
    }

    /** What is on the screen stays there as the last state of its layers or steps. */
    private void leaveLines() {
        if (clock != null && (isOutdated || linesOnScreen > 0)) {
            draw(clock.instant(), true);
        }
        lines.clear();
        linesOnScreen = 0;
    }

    private void print(String text) {
        if (build != null && clock != null) { // else all steps would be drawn once more below it
            below.append(text);
            return;
        }
        leaveLines();
        write(text);
        isInsideLine = !text.isEmpty() && !text.endsWith("\n");
        flush();
    }

    private void write(CharSequence text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The progress of a job could not be shown", e);
        }
    }

    private void flush() {
        try {
            if (out instanceof Flushable buffered) {
                buffered.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The progress of a job could not be shown", e);
        }
    }

    private String line(String words, Progress.Detail detail) {
        long current = detail.current() == null ? 0 : detail.current();
        long total = detail.total() == null ? 0 : detail.total();
        if (current <= 0 && total <= 0) {
            return cut(words, columns);
        }
        String numbers = Boolean.TRUE.equals(detail.hideCounts()) ? "" : " " + numbers(current, total, detail.units());
        int room = Math.min(LONGEST_BAR, columns - words.length() - numbers.length() - " []".length());
        return cut(
                words + (total > 0 && room >= SHORTEST_BAR ? " " + bar(current, total, room) : "") + numbers, columns);
    }

    private static String numbers(long current, long total, @Nullable String units) {
        String done = units == null ? size(current) : String.valueOf(current);
        String all = total <= 0 ? "" : "/" + (units == null ? size(total) : String.valueOf(total));
        return done + all + (units == null ? "" : " " + units);
    }

    private static String bar(long current, long total, int width) {
        int full = (int) (width * Math.min(1.0, (double) Math.max(0, current) / total));
        return "[" + (full == width ? "=".repeat(width) : "=".repeat(full) + ">" + " ".repeat(width - full - 1)) + "]";
    }

    /** In powers of 1000, as the docker command writes sizes. */
    static String size(long bytes) {
        double value = bytes;
        int power = 0;
        for (; value >= 1000 && power < 6; power++) {
            value /= 1000;
        }
        int digits = power == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f", value)
                + (power == 0 ? "B" : "kMGTPE".charAt(power - 1) + "B");
    }

    static String cut(String line, int columns) {
        String visible = visible(line);
        return visible.codePointCount(0, visible.length()) <= columns
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, columns));
    }

    /** Words of a layer or step come from outside, and shall not move the cursor. */
    static String visible(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    @SuppressWarnings("SystemConsoleNull") // it is asked by name for what newer versions of Java tell instead
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // before Java 22 there is a console only where there is a terminal
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
