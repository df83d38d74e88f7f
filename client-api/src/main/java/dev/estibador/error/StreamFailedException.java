package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** A stream that had begun well did not end well: the engine reported an error inside it, or it was cut. */
public final class StreamFailedException extends DockerException {
    private static final long serialVersionUID = 1;

    public StreamFailedException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call, message, cause);
    }
}
