package dev.estibador.netty.wire;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** gRPC's framing: each message has a head of 5 bytes (compressed or not, length as 32 bits, big-endian). Given whole. */
public final class GrpcMessages implements Decoder<ByteBuffer> {
    /** The longest message that is taken; gRPC's own implementations take 4 MiB. */
    public static final int LONGEST = 16 << 20;

    private static final int HEAD = 5;

    private final String call;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private @Nullable ByteBuffer message;

    public GrpcMessages(String call) {
        this.call = call;
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super ByteBuffer> items) {
        while (bytes.hasRemaining()) {
            ByteBuffer into = message;
            if (into == null) {
                move(bytes, head);
                into = head.hasRemaining() ? null : begin();
            }
            if (into != null) {
                move(bytes, into);
                if (!into.hasRemaining()) {
                    message = null;
                    items.accept(into.flip());
                }
            }
        }
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(from.slice(from.position(), count));
        from.position(from.position() + count);
    }

    private ByteBuffer begin() {
        if (head.get(0) != 0) {
            throw new MalformedReplyException(call, "a compressed gRPC message, which was not agreed on", null);
        }
        int length = head.getInt(1);
        if (length < 0 || length > LONGEST) {
            throw new MalformedReplyException(
                    call, "a gRPC message of " + Integer.toUnsignedString(length) + " bytes", null);
        }
        head.clear();
        ByteBuffer made = ByteBuffer.allocate(length);
        message = made;
        return made;
    }

    @Override
    public void end(Consumer<? super ByteBuffer> items) {
        if (message != null || head.position() > 0) {
            throw new StreamFailedException(call, "the call was cut inside a message", null);
        }
    }
}
