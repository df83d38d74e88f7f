package dev.estibador.error;

/** The object's state forbids the call: a name in use, a container that does not run (HTTP 409). */
public final class ConflictException extends EngineException {
    private static final long serialVersionUID = 1;

    ConflictException(String call, String engineMessage) {
        super(call, 409, engineMessage);
    }
}
