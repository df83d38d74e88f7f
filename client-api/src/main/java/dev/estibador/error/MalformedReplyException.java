package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** The engine's answer is not of the form that its protocol promises. */
public final class MalformedReplyException extends DockerException {
    private static final long serialVersionUID = 1;

    public MalformedReplyException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call, message, cause);
    }
}
