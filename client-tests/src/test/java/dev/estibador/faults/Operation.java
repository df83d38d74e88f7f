package dev.estibador.faults;

import dev.estibador.DockerClient;

/**
 * Something that a program does with an engine.
 *
 * @param name as in the report, such as {@code logs-lines}
 * @param exchange a regular expression for the request line of the exchange that faults strike
 * @param kind what a fault may do to it
 * @param action what it does; the same text each time if nothing is wrong
 */
record Operation(String name, String exchange, Kind kind, Action action) {
    enum Kind {
        /** One reply, over a connection of the pool. */
        VALUE,
        /** Bytes that go on for as long as the engine has any. */
        STREAM,
        /** A stream over a connection that was handed over, whose end is the end of the connection, and nothing else. */
        SESSION,
        /** An exchange that the call can do without. */
        OPTIONAL_STEP,
        /** A stream that asks again where it was cut, and so comes to its right end once the engine can be asked. */
        RESUMED_STREAM
    }

    /** Waits for its end, and gives what came of it as text. */
    interface Action {
        String run(DockerClient docker) throws Exception;
    }

    static Operation value(String name, String exchange, Action action) {
        return new Operation(name, exchange, Kind.VALUE, action);
    }

    static Operation stream(String name, String exchange, Action action) {
        return new Operation(name, exchange, Kind.STREAM, action);
    }

    static Operation session(String name, String exchange, Action action) {
        return new Operation(name, exchange, Kind.SESSION, action);
    }

    static Operation optionalStep(String name, String exchange, Action action) {
        return new Operation(name, exchange, Kind.OPTIONAL_STEP, action);
    }

    static Operation resumed(String name, String exchange, Action action) {
        return new Operation(name, exchange, Kind.RESUMED_STREAM, action);
    }
}
