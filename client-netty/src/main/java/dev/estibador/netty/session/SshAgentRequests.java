package dev.estibador.netty.session;

import dev.estibador.netty.http.GrpcStatus;
import dev.estibador.netty.wire.Decoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests to an SSH agent (draft-ietf-sshm-ssh-agent) in a stream of bytes, each whole, with its length before it. */
final class SshAgentRequests implements Decoder<ByteBuffer> {
    private static final int LONGEST = 256 << 10;
    private static final int FAILURE = 5;
    private static final int REQUEST_IDENTITIES = 11;
    private static final int SIGN_REQUEST = 13;

    private final Decoder<ByteBuffer> bytes;
    private final ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
    private @Nullable ByteBuffer request;

    SshAgentRequests(Decoder<ByteBuffer> bytes) {
        this.bytes = bytes;
    }

    @Override
    public void decode(ByteBuffer lent, Consumer<? super ByteBuffer> items) {
        bytes.decode(lent, part -> take(part, items));
    }

    private void take(ByteBuffer part, Consumer<? super ByteBuffer> items) {
        while (part.hasRemaining()) {
            ByteBuffer into = request;
            if (into == null) {
                head.put(part.get());
                if (!head.hasRemaining()) {
                    int length = checkedLength(head.getInt(0));
                    request = ByteBuffer.allocate(Integer.BYTES + length).putInt(length);
                    head.clear();
                }
                continue;
            }
            int count = Math.min(part.remaining(), into.remaining());
            into.put(part.slice(part.position(), count));
            part.position(part.position() + count);
            if (!into.hasRemaining()) {
                request = null;
                items.accept(into.flip());
            }
        }
    }

    @Override
    public void end(Consumer<? super ByteBuffer> items) {
        bytes.end(items);
    }

    static int checkedLength(int length) {
        if (length < 1 || length > LONGEST) {
            throw new GrpcFailure(GrpcStatus.internal(
                    "a message of " + Integer.toUnsignedString(length) + " bytes, which is none of an SSH agent's"));
        }
        return length;
    }

    /** True for what only lists keys or signs with them. */
    static boolean isHarmless(ByteBuffer request) {
        int type = request.get(Integer.BYTES);
        return type == REQUEST_IDENTITIES || type == SIGN_REQUEST;
    }

    /** What an agent says when it does not do what it was asked to. */
    static ByteBuffer refusal() {
        return ByteBuffer.allocate(Integer.BYTES + 1)
                .putInt(1)
                .put((byte) FAILURE)
                .flip();
    }
}
