package dev.estibador.error;

/**
 * The waiting thread was interrupted. Its interrupt flag is set again, and the call itself goes on: cancel its future to
 * end it.
 */
public final class InterruptedCallException extends DockerException {
    private static final long serialVersionUID = 1;

    public InterruptedCallException(InterruptedException cause) {
        super(null, "interrupted while waiting for an answer", cause);
    }
}
