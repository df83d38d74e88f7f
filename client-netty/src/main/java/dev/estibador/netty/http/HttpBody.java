package dev.estibador.netty.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** What a request sends after its head. */
public sealed interface HttpBody {
    /** Bytes at hand. */
    record Bytes(ByteBuffer content) implements HttpBody {}

    /**
     * Bytes that are made while they are sent, of unknown length. Each buffer belongs to the transport. A failure of the
     * publisher is the failure of the call.
     */
    record Stream(Flow.Publisher<ByteBuffer> chunks) implements HttpBody {}
}
