package dev.estibador.error;

/** The engine could not accept the request as it stands (HTTP 400). */
public final class BadRequestException extends EngineException {
    private static final long serialVersionUID = 1;

    BadRequestException(String call, String engineMessage) {
        super(call, 400, engineMessage);
    }
}
