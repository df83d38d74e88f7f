package dev.estibador.netty.wire;

import dev.estibador.error.MalformedReplyException;
import java.nio.ByteBuffer;

/**
 * Takes the chunks of an HTTP/1.1 body apart, where they lie: what they carry is moved together, so that one read of
 * the connection stays one buffer, however many chunks it held. Engines write each frame of a log as a chunk of its own.
 */
public final class ChunkedBody {
    /** The most that a size with what stands behind it, the end of a chunk, or all trailers may have. */
    private static final int MAX_BETWEEN = 8 << 10;

    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        DATA_END,
        TRAILER,
        ENDED
    }

    private final String call;
    private State state = State.SIZE;
    private long missing;
    private int digits;
    /** Of the line, without CR; a trailer of none is the end. */
    private int lineLength;

    private int sinceContent;
    private int from;
    private int to;

    public ChunkedBody(String call) {
        this.call = call;
    }

    /** True once the last chunk, and what may follow it, was read. */
    public boolean ended() {
        return state == State.ENDED;
    }

    /**
     * Takes bytes, up to the end of the body at most. Afterwards what they carried lies from {@link #from} to
     * {@link #to}, and the position is behind the last byte that belonged to the body.
     */
    public void unwrap(ByteBuffer bytes) {
        int at = bytes.position();
        int limit = bytes.limit();
        from = at;
        to = at;
        while (at < limit && state != State.ENDED) {
            if (state == State.DATA) {
                int count = (int) Math.min(missing, limit - at);
                if (to == from) {
                    from = at;
                    to = at;
                } else {
                    bytes.put(to, bytes, at, count);
                }
                sinceContent = 0;
                to += count;
                at += count;
                missing -= count;
                if (missing == 0) {
                    state = State.DATA_END;
                }
            } else {
                take(bytes.get(at++));
            }
        }
        bytes.position(at);
    }

    /** Where the last {@link #unwrap} left what the chunks carried. */
    public int from() {
        return from;
    }

    /** Its end; the same as {@link #from} if they carried nothing. */
    public int to() {
        return to;
    }

    private void take(byte b) {
        if (++sinceContent > MAX_BETWEEN) {
            throw malformed("more than " + MAX_BETWEEN + " bytes between chunks or behind the last one");
        }
        switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> {
                if (b == '\n') {
                    begin();
                }
            }
            case DATA_END -> {
                if (b == '\n') {
                    state = State.SIZE;
                    digits = 0;
                } else if (b != '\r') {
                    throw malformed("a chunk is longer than it said");
                }
            }
            case TRAILER -> trailer(b);
            case DATA, ENDED -> throw new IllegalStateException("no line in " + state);
        }
    }

    private void size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            if (++digits > 15) {
                throw malformed("a chunk of more than 2^60 bytes");
            }
            missing = missing << 4 | digit;
        } else if (digits == 0) {
            throw malformed("a chunk without a size");
        } else if (b == '\n') {
            begin();
        } else if (b == '\r' || b == ';' || b == ' ' || b == '\t') {
            state = State.EXTENSION;
        } else {
            throw malformed("a chunk whose size is no number");
        }
    }

    private void begin() {
        state = missing == 0 ? State.TRAILER : State.DATA;
        lineLength = 0;
    }

    private void trailer(byte b) {
        if (b == '\n') {
            if (lineLength == 0) {
                state = State.ENDED;
            }
            lineLength = 0;
        } else if (b != '\r') {
            lineLength++;
        }
    }

    private MalformedReplyException malformed(String problem) {
        return new MalformedReplyException(call, "the body is not valid HTTP: " + problem, null);
    }
}
