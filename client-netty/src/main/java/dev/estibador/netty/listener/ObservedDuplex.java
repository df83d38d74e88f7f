package dev.estibador.netty.listener;

import dev.estibador.netty.http.DuplexBytes;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A session whose bytes, both ways, and end are told. */
final class ObservedDuplex extends ObservedReply implements DuplexBytes {
    private final DuplexBytes connection;

    ObservedDuplex(DuplexBytes connection, ObservedCall call) {
        super(connection, call);
        this.connection = connection;
    }

    @Override
    public CompletableFuture<Void> write(ByteBuffer bytes) {
        return call.write(bytes, () -> connection.write(bytes));
    }

    @Override
    public CompletableFuture<Void> closeOutput() {
        return connection.closeOutput();
    }

    @Override
    public void close() {
        call.left();
        connection.close();
    }
}
