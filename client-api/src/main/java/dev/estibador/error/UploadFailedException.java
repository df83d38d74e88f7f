package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/** What was to be sent could not be read to its end: a file vanished, changed or is unreadable; the message names it. */
public final class UploadFailedException extends DockerException {
    private static final long serialVersionUID = 1;

    public UploadFailedException(@Nullable String call, String message, @Nullable Throwable cause) {
        super(call, message, cause);
    }
}
