package dev.estibador.faults;

import dev.estibador.netty.wire.ChunkedBody;
import dev.estibador.netty.wire.HeadParser;
import dev.estibador.netty.wire.ReplyHead;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds where the reply to one request ends, and counts its bytes. It says nothing of what it counts. */
final class ReplyMeter {
    private final boolean bodiless;
    private final HeadParser parser = new HeadParser();
    private final ChunkedBody chunks = new ChunkedBody("measured");
    private @Nullable ReplyHead head;
    private long headLength;
    private long bodyLength;

    /** @param method of the request, since the reply to a HEAD has no body */
    ReplyMeter(String method) {
        bodiless = method.equals("HEAD");
    }

    /** Takes bytes, up to the end of the reply at most; gives how many that were. */
    int take(ByteBuffer bytes) {
        ByteBuffer copy =
                ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        while (head == null && copy.hasRemaining()) {
            ReplyHead parsed = parser.parse("measured", copy);
            head = parsed == null || parsed.isInterim() ? null : parsed;
            headLength += copy.position();
            copy = copy.slice();
        }
        int inHead = bytes.remaining() - copy.remaining();
        int inBody = head == null ? 0 : body(head, copy);
        bodyLength += inBody;
        return inHead + inBody;
    }

    private int body(ReplyHead head, ByteBuffer bytes) {
        if (hasNoBody(head)) {
            return 0;
        }
        if (head.chunked()) {
            if (!chunks.ended()) {
                chunks.unwrap(bytes);
            }
            return bytes.position();
        }
        long most = head.contentLength() == ReplyHead.UNKNOWN ? Long.MAX_VALUE : head.contentLength() - bodyLength;
        return (int) Math.min(most, bytes.remaining());
    }

    private boolean hasNoBody(ReplyHead head) {
        return bodiless || head.status() == 204 || head.status() == 304;
    }

    /** Whether all of the reply has passed; one that only the connection's end ends never has. */
    boolean isWhole() {
        ReplyHead known = head;
        return known != null
                && (hasNoBody(known) || (known.chunked() ? chunks.ended() : known.contentLength() == bodyLength));
    }

    long headLength() {
        return headLength;
    }

    long bodyLength() {
        return bodyLength;
    }
}
