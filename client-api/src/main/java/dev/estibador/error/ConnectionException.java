package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** The engine was not reached, or the connection to it broke. The message says what to try. */
public final class ConnectionException extends DockerException {
    private static final long serialVersionUID = 1;

    public ConnectionException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call, message, cause);
    }
}
