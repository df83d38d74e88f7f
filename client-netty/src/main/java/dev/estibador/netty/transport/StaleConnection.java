package dev.estibador.netty.transport;

import java.io.IOException;

/** A connection that had served before was closed by the engine before this call got any answer. */
final class StaleConnection extends IOException {
    private static final long serialVersionUID = 1;

    StaleConnection() {
        super("the engine had closed the idle connection");
    }
}
