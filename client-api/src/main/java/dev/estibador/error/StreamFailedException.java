package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** A stream that had begun well did not end well: the engine reported an error inside it, or it was cut. */
public class StreamFailedException extends DockerException {
    private static final long serialVersionUID = 1;

    private final @Nullable Long code;

    public StreamFailedException(@Nullable String call, String message, @Nullable Throwable cause) {
        this(call, message, cause, null);
    }

    public StreamFailedException(
            @Nullable String call, String message, @Nullable Throwable cause, @Nullable Long code) {
        super(call, message, cause);
        this.code = code;
    }

    /** The number that came with the engine's error, such as the exit code of a build's command; null without one. */
    public @Nullable Long code() {
        return code;
    }
}
