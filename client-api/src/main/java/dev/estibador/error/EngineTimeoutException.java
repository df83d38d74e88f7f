package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** A wait came to its end: connecting, the response head, silence in a stream, or the whole call; the message names it. */
public final class EngineTimeoutException extends DockerException {
    private static final long serialVersionUID = 1;

    public EngineTimeoutException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call, message, cause);
    }
}
