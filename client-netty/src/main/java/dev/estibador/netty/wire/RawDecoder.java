package dev.estibador.netty.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Gives the bytes on as they come, in a form of the caller's choice that owns its copy of them. */
public final class RawDecoder<T> implements Decoder<T> {
    private final Function<byte[], T> form;

    public RawDecoder(Function<byte[], T> form) {
        this.form = form;
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super T> items) {
        if (bytes.hasRemaining()) {
            byte[] copy = Bytes.copy(bytes, bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
            items.accept(form.apply(copy));
        }
    }

    @Override
    public void end(Consumer<? super T> items) {}
}
