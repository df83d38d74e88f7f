package dev.estibador.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the messages of one build, pull, push or load: {@code pull("alpine").result(totals)}, and {@link #total()} at
 * any time and from any thread. Pure: it can be fed by hand as well, with {@link #take} and {@link #ended}.
 *
 * <p>What counts are numbers. The few words that an engine has instead of them, such as {@code Already exists}, are
 * known; any other word changes nothing, so that a new one costs precision and never the total. A layer counts by its
 * size, or by the mean of the others as long as its own is not known. Where layers come unannounced, as in a load, one
 * more is expected until the end. Of a build by BuildKit all steps count alike, its internal ones too; those before it has
 * read the Dockerfile are a tenth of it together, since the others are not known before.
 */
public final class ProgressTotals implements ProgressObserver {
    private static final Pattern STEP = Pattern.compile("Step (\\d{1,9})/(\\d{1,9}) : .*", Pattern.DOTALL);

    /** A step of a Dockerfile: {@code [build 2/3] RUN make}. */
    private static final Pattern PLANNED = Pattern.compile("\\[(?:[^\\]]* )?\\d+/\\d+\\] .*", Pattern.DOTALL);

    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, TracedStep> traced = new LinkedHashMap<>();
    private boolean planned;
    private boolean unannounced;
    private long stepsBegun;
    private long steps;
    private int percent;
    private boolean complete;

    /** Nothing so far. */
    public ProgressTotals() {}

    @Override
    public synchronized void take(Progress message) {
        String id = message.id();
        Progress.Detail detail = message.detail();
        if (message.trace() != null) {
            take(message.trace());
        } else if (message.stream() != null) {
            Matcher step = STEP.matcher(message.stream());
            if (step.matches()) {
                stepsBegun = Math.max(stepsBegun, Long.parseLong(step.group(1)));
                steps = Math.max(stepsBegun, Long.parseLong(step.group(2)));
            }
        } else if (id != null && detail != null) { // without a detail, it is the name of something
            unannounced |= !layers.containsKey(id) && detail.current() != null;
            layers.computeIfAbsent(id, i -> new Layer()).take(message.status(), detail);
        }
    }

    private void take(BuildTrace trace) {
        for (BuildTrace.Vertex vertex : trace.vertices()) {
            traced.computeIfAbsent(vertex.digest(), d -> new TracedStep()).take(vertex);
            planned |= PLANNED.matcher(vertex.name()).matches();
        }
        for (BuildTrace.Status status : trace.statuses()) {
            TracedStep step = traced.get(status.vertex());
            if (step != null && status.total() > 0) {
                step.parts.computeIfAbsent(status.id(), i -> new Phase()).take(status.current(), status.total());
            }
        }
    }

    @Override
    public synchronized void ended(@Nullable Throwable failure) {
        complete = failure == null;
    }

    /** How far the job has come. */
    public synchronized ProgressTotal total() {
        long layersDone = 0;
        long bytesDone = 0;
        long bytes = 0;
        long sized = 0;
        for (Layer layer : layers.values()) {
            layersDone += layer.isDone() ? 1 : 0;
            bytesDone = sum(bytesDone, layer.bytesDone());
            bytes = sum(bytes, layer.bytes());
            sized += layer.bytes() > 0 ? 1 : 0;
        }
        long tracedDone = 0;
        for (TracedStep step : traced.values()) {
            tracedDone += step.done ? 1 : 0;
            bytesDone = sum(bytesDone, step.bytesDone());
            bytes = sum(bytes, step.bytes());
        }
        long all = !traced.isEmpty() ? traced.size() : steps > 0 ? steps : layers.size();
        long done = !traced.isEmpty() ? tracedDone : steps > 0 ? Math.max(0, stepsBegun - 1) : layersDone;
        double fraction = !traced.isEmpty()
                ? tracedFraction()
                : steps > 0 ? (double) done / all : fraction(sized == 0 ? 1 : (double) bytes / sized);
        percent = complete ? 100 : Math.max(percent, Math.min(99, (int) (100 * fraction)));
        return new ProgressTotal(complete ? all : done, all, complete ? bytes : bytesDone, bytes, percent);
    }

    /** The step that exports the result is told when it begins, so that one more is expected. */
    private double tracedFraction() {
        double done = traced.values().stream().mapToDouble(TracedStep::fraction).sum();
        return (planned ? 1 : 0.1) * done / (traced.size() + 1);
    }

    private double fraction(double usualSize) {
        double done = 0;
        double all = unannounced ? usualSize : 0;
        for (Layer layer : layers.values()) {
            // what was there already is no work, and is told before the engine has told of the rest
            if (layer.bytes() > 0 || !layer.ended) {
                double size = layer.bytes() > 0 ? layer.bytes() : usualSize;
                done += size * layer.fraction();
                all += size;
            }
        }
        return all == 0 ? 0 : done / all;
    }

    private static long sum(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    /** A step that BuildKit has told of; one may begin again after its end. */
    private static final class TracedStep {
        final Map<String, Phase> parts = new LinkedHashMap<>();
        boolean done;

        void take(BuildTrace.Vertex vertex) {
            done = vertex.error().isEmpty() && (vertex.completed() != null || vertex.cached());
        }

        long bytes() {
            return parts.values().stream().mapToLong(Phase::bytes).reduce(0, ProgressTotals::sum);
        }

        long bytesDone() {
            return parts.values().stream().mapToLong(Phase::bytesDone).reduce(0, ProgressTotals::sum);
        }

        double fraction() {
            return done ? 1 : bytes() == 0 ? 0 : (double) bytesDone() / bytes();
        }
    }

    /** A layer goes through phases, each of which the engine names by a word and counts anew. */
    private static final class Layer {
        private static final Set<String> OF_PULLS =
                Set.of("Pulling fs layer", "Downloading", "Verifying Checksum", "Download complete", "Extracting");
        private static final Set<String> ENDS =
                Set.of("Pull complete", "Already exists", "Pushed", "Layer already exists");

        private final Map<String, Phase> phases = new LinkedHashMap<>();
        private int phasesAtLeast = 1;
        private boolean ended;

        void take(String word, Progress.Detail detail) {
            if (OF_PULLS.contains(word)) {
                phasesAtLeast = 2;
            }
            if (ENDS.contains(word) || word.startsWith("Mounted from ")) {
                ended = true;
            }
            if (word.equals("Download complete")) {
                phases.values().stream().limit(1).forEach(Phase::end);
            }
            if (detail.current() != null && detail.units() == null) {
                phases.computeIfAbsent(word, w -> new Phase()).take(detail.current(), detail.total());
            }
        }

        boolean isDone() {
            return fraction() >= 1;
        }

        double fraction() {
            double done = phases.values().stream().mapToDouble(Phase::fraction).sum();
            return ended ? 1 : done / Math.max(phasesAtLeast, phases.size());
        }

        /** Of the first phase: what comes after it works on the same bytes again. */
        long bytes() {
            return phases.values().stream().findFirst().map(Phase::bytes).orElse(0L);
        }

        long bytesDone() {
            return ended
                    ? bytes()
                    : phases.values().stream().findFirst().map(Phase::bytesDone).orElse(0L);
        }
    }

    private static final class Phase {
        private long current;
        private long total;

        /** A phase that begins again, after a cut, has come as far as it once was. */
        void take(long now, @Nullable Long all) {
            current = Math.max(current, now);
            total = Math.max(total, all == null ? 0 : all);
        }

        void end() {
            current = bytes();
            total = current;
        }

        /** Of a push, which counts what the tar adds, more than the total may be done. */
        long bytes() {
            return total > 0 ? total : current;
        }

        long bytesDone() {
            return Math.min(current, bytes());
        }

        double fraction() {
            return total <= 0 ? 0 : Math.min(1, (double) current / total);
        }
    }
}
