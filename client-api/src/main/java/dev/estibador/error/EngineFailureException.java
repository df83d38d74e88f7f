package dev.estibador.error;

/** The engine failed to do what it was asked (HTTP 5xx). */
public final class EngineFailureException extends EngineException {
    private static final long serialVersionUID = 1;

    EngineFailureException(String call, int status, String engineMessage) {
        super(call, status, engineMessage);
    }
}
