package dev.estibador.error;

/** Thrown in a thread that is interrupted while it waits. The interrupt status is set again. */
public final class InterruptedCallException extends DockerException {
    private static final long serialVersionUID = 1;

    public InterruptedCallException(InterruptedException cause) {
        super(null, "interrupted while waiting for an answer", cause);
    }
}
