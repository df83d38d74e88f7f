package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/**
 * A certificate or key that TLS needs is missing, unreadable or odd. The message names the file, and never holds what is in it;
 * nothing was sent.
 */
public final class TlsMaterialException extends DockerException {
    private static final long serialVersionUID = 1;

    public TlsMaterialException(String problem, @Nullable Throwable cause) {
        super(null, problem, cause);
    }
}
