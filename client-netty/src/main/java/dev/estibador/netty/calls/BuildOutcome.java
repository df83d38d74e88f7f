package dev.estibador.netty.calls;

import dev.estibador.error.BuildFailedException;
import dev.estibador.error.DockerException;
import dev.estibador.image.ImageBuilt;
import dev.estibador.stream.BuildTrace;
import dev.estibador.stream.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a build comes to: the last image id that it tells, or the step that has failed, with the end of its output. Everything
 * before the end is told by the one thread that reads the reply.
 */
final class BuildOutcome implements JobStream.Outcome<ImageBuilt> {
    private static final Pattern STEP = Pattern.compile("Step \\d+/\\d+ : .*");
    private static final Pattern EXIT_CODE = Pattern.compile("exit code: (\\d{1,18})");
    private static final int TAIL = 8 << 10;

    private final boolean quiet;
    private final boolean withoutImage;
    private final Supplier<@Nullable DockerException> ownFailure;
    private final Supplier<@Nullable DockerException> missing;
    private volatile @Nullable String id;

    /** The step of the classic builder. */
    private @Nullable String step;

    private final StringBuilder stepOutput = new StringBuilder();

    /** BuildKit's steps that have not ended well yet, by digest. */
    private final Map<String, Vertex> vertices = new LinkedHashMap<>();

    private static final class Vertex {
        private String name = "";
        private String error = "";
        private final StringBuilder output = new StringBuilder();
    }

    /**
     * @param quiet the id is the only output
     * @param withoutImage what is built need not be an image of the engine
     * @param ownFailure what has failed on this side, of which the engine only knows that it has
     * @param missing why a build that the engine calls a success is none
     */
    BuildOutcome(
            boolean quiet,
            boolean withoutImage,
            Supplier<@Nullable DockerException> ownFailure,
            Supplier<@Nullable DockerException> missing) {
        this.quiet = quiet;
        this.withoutImage = withoutImage;
        this.ownFailure = ownFailure;
        this.missing = missing;
    }

    @Override
    public boolean take(Progress message) {
        if (message.aux() instanceof Map<?, ?> aux && aux.get("ID") instanceof String told) {
            id = told;
            return true;
        }
        BuildTrace trace = message.trace();
        if (trace != null) {
            take(trace);
        } else if (message.stream() != null) {
            take(message.stream());
        }
        return false;
    }

    private void take(String output) {
        String line = output.strip();
        if (quiet && id == null && ImageOutcomes.ID.matcher(line).matches()) {
            id = line;
        }
        if (STEP.matcher(line).matches()) {
            step = line;
            stepOutput.setLength(0);
        } else {
            append(stepOutput, output);
        }
    }

    private void take(BuildTrace trace) {
        for (BuildTrace.Vertex told : trace.vertices()) {
            if (told.completed() != null && told.error().isEmpty()) {
                vertices.remove(told.digest());
            } else {
                Vertex vertex = vertices.computeIfAbsent(told.digest(), digest -> new Vertex());
                vertex.name = told.name();
                vertex.error = told.error();
            }
        }
        for (BuildTrace.Log log : trace.logs()) {
            Vertex vertex = vertices.get(log.vertex());
            if (vertex != null) {
                append(vertex.output, log.text());
            }
        }
    }

    private static void append(StringBuilder tail, String output) {
        tail.append(output);
        if (tail.length() > 2 * TAIL) {
            tail.delete(0, tail.length() - TAIL);
        }
    }

    @Override
    public DockerException failure(String call, String words, @Nullable Long code) {
        DockerException own = ownFailure.get();
        if (own != null) {
            return own;
        }
        Vertex failed = null;
        for (Vertex vertex : vertices.values()) {
            // the one that the words are about: others were stopped because of it
            if (!vertex.error.isEmpty() && (failed == null || words.contains(vertex.error))) {
                failed = vertex;
            }
        }
        Matcher exit = EXIT_CODE.matcher(words);
        Long exitCode = code == null && exit.find() ? (Long) Long.parseLong(exit.group(1)) : code;
        return failed == null
                ? new BuildFailedException(call, words, exitCode, step, tail(stepOutput))
                : new BuildFailedException(call, words, exitCode, failed.name, tail(failed.output));
    }

    private static String tail(StringBuilder output) {
        return output.substring(Math.max(0, output.length() - TAIL)).strip();
    }

    /** Whatever the engine says of a build whose result could not be written here, it has not succeeded. */
    @Override
    public @Nullable DockerException missing(String call) {
        DockerException own = missing.get();
        return own != null ? own : JobStream.Outcome.super.missing(call);
    }

    @Override
    public @Nullable ImageBuilt result() {
        String told = id;
        if (told == null) {
            return withoutImage ? new ImageBuilt("") : null;
        }
        return new ImageBuilt(told);
    }
}
