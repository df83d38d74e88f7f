package dev.estibador.netty.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** What a request sends after its head. */
public sealed interface HttpBody {
    /** Bytes at hand. */
    record Bytes(ByteBuffer content) implements HttpBody {}

    /**
     * Bytes that are made while they are sent, of unknown length. A failure of the publisher is the failure of the call.
     *
     * @param chunks each belongs to the transport
     * @param sent told, on any thread, of each that the transport is done with
     */
    record Stream(Flow.Publisher<ByteBuffer> chunks, Consumer<ByteBuffer> sent) implements HttpBody {}
}
