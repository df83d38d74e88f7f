package dev.estibador.error;

/** Credentials are missing or do not suffice (HTTP 401 or 403). */
public final class UnauthorizedException extends EngineException {
    private static final long serialVersionUID = 1;

    UnauthorizedException(String call, int status, String engineMessage) {
        super(call, status, engineMessage);
    }
}
