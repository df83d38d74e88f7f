package dev.estibador.error;

/** The engine answered, and refused: an HTTP status of 300 or more, with the engine's own words, or where it redirects to. */
public class EngineException extends DockerException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String engineMessage;

    protected EngineException(String call, int status, String engineMessage) {
        super(call, engineMessage + " (HTTP " + status + ")", null);
        this.status = status;
        this.engineMessage = engineMessage;
    }

    /** The exception whose kind fits the status. */
    public static EngineException of(String call, int status, String engineMessage) {
        return switch (status) {
            case 400 -> new BadRequestException(call, engineMessage);
            case 401, 403 -> new UnauthorizedException(call, status, engineMessage);
            case 404 -> new NotFoundException(call, engineMessage);
            case 409 -> new ConflictException(call, engineMessage);
            default ->
                status >= 500
                        ? new EngineFailureException(call, status, engineMessage)
                        : new EngineException(call, status, engineMessage);
        };
    }

    /** The HTTP status, 300 to 599; where an error came inside a stream, the one that it stands for. */
    public int status() {
        return status;
    }

    /** What the engine said, word for word. */
    public String engineMessage() {
        return engineMessage;
    }
}
