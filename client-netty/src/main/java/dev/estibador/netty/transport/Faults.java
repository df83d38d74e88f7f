package dev.estibador.netty.transport;

import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;

/** What was thrown where nothing should be: in a listener or a handler, by us, by Netty, or by a class that could not be linked. */
final class Faults {
    private Faults() {}

    /** The failure of the call for it. */
    static DockerException of(String call, Throwable thrown) {
        if (thrown instanceof DockerException own) {
            return own;
        }
        String advice = thrown instanceof LinkageError
                ? "; the class path has libraries of versions that do not belong together: " + thrown
                : ": " + thrown;
        return new ConnectionException(call, "the call could not be carried out" + advice, thrown);
    }
}
