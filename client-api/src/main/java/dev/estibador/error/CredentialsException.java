package dev.estibador.error;

import org.jspecify.annotations.Nullable;

/**
 * As whom to ask a registry could not be found out: a file is malformed, or a credential helper failed. The message names
 * it, and never holds what is in it; a call that needed it was not sent.
 */
public final class CredentialsException extends DockerException {
    private static final long serialVersionUID = 1;

    private final String registry;

    public CredentialsException(String registry, String problem, @Nullable Throwable cause) {
        super(null, "looking up the credentials for " + registry + ": " + problem, cause);
        this.registry = registry;
    }

    /** The registry's host, as images' names have it. */
    public String registry() {
        return registry;
    }
}
