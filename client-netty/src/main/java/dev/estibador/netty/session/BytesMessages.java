package dev.estibador.netty.session;

import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.GrpcMessages;
import dev.estibador.netty.wire.Protobuf;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A stream of bytes that travels in messages of one field. */
final class BytesMessages implements Decoder<ByteBuffer> {
    private static final int DATA = 1;

    private final String call;
    private final GrpcMessages messages;

    BytesMessages(String call) {
        this.call = call;
        messages = new GrpcMessages(call);
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super ByteBuffer> items) {
        messages.decode(bytes, message -> {
            Protobuf.Reader in = new Protobuf.Reader(call, message);
            while (in.next()) {
                if (in.field() == DATA) {
                    ByteBuffer data = in.bytes();
                    if (data.hasRemaining()) {
                        items.accept(data);
                    }
                }
            }
        });
    }

    @Override
    public void end(Consumer<? super ByteBuffer> items) {
        messages.end(items);
    }

    /** A message with a copy of these bytes, and with no other copy made of them. */
    static ByteBuffer of(ByteBuffer data) {
        return Protobuf.single(DATA, data);
    }
}
