package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** A command wrote more than is collected in memory. */
public final class OutputLimitException extends DockerException {
    private static final long serialVersionUID = 1;

    private final int limit;

    public OutputLimitException(@Nullable String call, int limit) {
        super(
                call,
                "the command wrote more than " + limit + " bytes; attach to it and read the output as it comes",
                null);
        this.limit = limit;
    }

    /** Bytes, of output and errors together. */
    public int limit() {
        return limit;
    }
}
