package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** The call needs another API version than the engine and this client have in common; the message names both. */
public final class UnsupportedByEngineException extends DockerException {
    private static final long serialVersionUID = 1;

    public UnsupportedByEngineException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call, message, cause);
    }
}
