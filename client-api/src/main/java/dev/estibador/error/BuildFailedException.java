package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** A step of a build has failed. The message has the engine's words, the step, and the end of what it put out. */
public final class BuildFailedException extends StreamFailedException {
    private static final long serialVersionUID = 1;

    private final @Nullable String step;
    private final String output;

    public BuildFailedException(
            @Nullable String call, String message, @Nullable Long exitCode, @Nullable String step, String output) {
        super(call, told(message, step, output), null, exitCode);
        this.step = step;
        this.output = output;
    }

    private static String told(String message, @Nullable String step, String output) {
        return message
                + (step == null ? "" : "\nfailed step: " + step)
                + (output.isEmpty() ? "" : "\nits last output:\n" + output);
    }

    /** The step as the builder shows it, such as {@code [2/3] RUN make}; null where it did not say. */
    public @Nullable String step() {
        return step;
    }

    /** The exit code of the step's command; null where it was something else that failed. */
    public @Nullable Long exitCode() {
        return code();
    }

    /** The last lines that the step put out; empty if there were none. */
    public String output() {
        return output;
    }
}
