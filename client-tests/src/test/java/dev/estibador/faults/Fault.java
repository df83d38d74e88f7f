package dev.estibador.faults;

/** What a {@link FaultProxy} does to a connection, from the moment on at which it strikes. */
enum Fault {
    /** Passes nothing for 150 ms. */
    DELAY,
    /** Passes a few bytes at a time, with pauses. */
    THROTTLE,
    /** Passes each byte by itself. */
    SPLIT,
    /** Collects what comes within some milliseconds, and passes it at once. */
    COALESCE,
    /** Ends the connection properly: what was passed arrives, and then its end. */
    FIN,
    /** Resets the connection; over a Unix socket, closes it in both directions. */
    RST,
    /** Passes nothing any more, and leaves the connection open. */
    STALL,
    /** Answers with an error in the engine's place, and ends the connection. */
    EARLY_ANSWER,
    /** Changes one byte. */
    CORRUPT;

    /** Whether all that both sides have said arrives. */
    boolean isHarmless() {
        return switch (this) {
            case DELAY, THROTTLE, SPLIT, COALESCE -> true;
            case FIN, RST, STALL, EARLY_ANSWER, CORRUPT -> false;
        };
    }
}
