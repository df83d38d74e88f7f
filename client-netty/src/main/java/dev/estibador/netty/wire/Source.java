package dev.estibador.netty.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A stream that the engine has accepted: its bytes, lent during {@code onNext}, and what makes items of them. */
public record Source<T>(Flow.Publisher<ByteBuffer> bytes, Decoder<T> decoder) {}
