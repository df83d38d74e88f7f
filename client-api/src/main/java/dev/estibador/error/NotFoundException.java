package dev.estibador.error;

/** No such container, image, path or endpoint (HTTP 404). */
public final class NotFoundException extends EngineException {
    private static final long serialVersionUID = 1;

    NotFoundException(String call, String engineMessage) {
        super(call, 404, engineMessage);
    }
}
