package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/**
 * Anything that went wrong with a call to an engine. The message says what was wrong, where, and what to try where that
 * is known; neither it nor {@link #call()} ever holds a secret, since query strings and bodies are left out.
 */
public abstract class DockerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable String call;

    protected DockerException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call == null ? message : call + ": " + message, cause);
        this.call = call;
    }

    /** Method and path of the call, such as {@code POST /containers/web/start}; null where there was none. */
    public @Nullable String call() {
        return call;
    }
}
