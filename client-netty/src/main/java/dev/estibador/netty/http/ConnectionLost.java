package dev.estibador.netty.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The cause of a failure: there was a connection, and it was closed before the head of the reply. */
public final class ConnectionLost extends IOException {
    private static final long serialVersionUID = 1;

    public ConnectionLost(@Nullable Throwable cause) {
        super("the connection was closed before the head of the reply", cause);
    }
}
