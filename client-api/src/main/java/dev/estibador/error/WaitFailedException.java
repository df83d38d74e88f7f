package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** What was waited for cannot come any more, such as the health of a container that has ended. */
public final class WaitFailedException extends DockerException {
    private static final long serialVersionUID = 1;

    public WaitFailedException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call, message, cause);
    }
}
