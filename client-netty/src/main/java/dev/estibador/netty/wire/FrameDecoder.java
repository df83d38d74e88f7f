package dev.estibador.netty.wire;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's multiplexed output: each frame has a head of 8 bytes (stream, three zeros, length as unsigned 32 bits,
 * big-endian) and its payload. Frames of up to {@link #MAX_WHOLE} bytes are given whole, longer ones in parts of that
 * size. A frame of stream 3 is an error of the engine's.
 */
public final class FrameDecoder implements Decoder<OutputFrame> {
    /** The longest frame that is given whole. */
    public static final int MAX_WHOLE = 1 << 20;

    private static final int HEAD = 8;
    private static final int STDERR = 2;
    private static final int ENGINE_ERROR = 3;

    private final String call;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private long missing;
    private byte @Nullable [] part;
    private int filled;

    public FrameDecoder(String call) {
        this.call = call;
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super OutputFrame> items) {
        while (bytes.hasRemaining()) {
            if (part == null && head.position() == 0) {
                wholeFrames(bytes, items);
            }
            if (bytes.hasRemaining() && (part != null || beginFrame(bytes, items))) {
                fill(bytes, items);
            }
        }
    }

    /** The hot path: frames that lie here from head to end. Stops before the first of any other kind. */
    private static void wholeFrames(ByteBuffer bytes, Consumer<? super OutputFrame> items) {
        int at = bytes.position();
        int limit = bytes.limit();
        while (limit - at >= HEAD) {
            long begin = bytes.getLong(at);
            long type = begin >>> 56;
            long length = begin & 0xffff_ffffL;
            if (type > STDERR || length > Math.min(MAX_WHOLE, limit - at - HEAD)) {
                break;
            }
            byte[] payload = Bytes.copy(bytes, at + HEAD, (int) length);
            items.accept(new OutputFrame(source(type), payload, false));
            at += HEAD + payload.length;
        }
        bytes.position(at);
    }

    private static StreamSource source(long type) {
        return type == STDERR ? StreamSource.STDERR : StreamSource.STDOUT;
    }

    /** Reads on in the head; true once a payload is to follow. */
    private boolean beginFrame(ByteBuffer bytes, Consumer<? super OutputFrame> items) {
        int count = Math.min(head.remaining(), bytes.remaining());
        head.put(head.position(), bytes, bytes.position(), count);
        head.position(head.position() + count);
        bytes.position(bytes.position() + count);
        if (head.hasRemaining()) {
            return false;
        }
        int type = head.get(0);
        if (type < 0 || type > ENGINE_ERROR) {
            throw new MalformedReplyException(
                    call, "a frame of the unknown stream " + (type & 0xff) + "; is this output of a terminal?", null);
        }
        missing = Integer.toUnsignedLong(head.getInt(4));
        part = new byte[(int) Math.min(missing, MAX_WHOLE)];
        filled = 0;
        if (missing == 0) {
            finishPart(items);
            return false;
        }
        return true;
    }

    private void fill(ByteBuffer bytes, Consumer<? super OutputFrame> items) {
        byte[] target = part;
        if (target == null) {
            return;
        }
        int count = Math.min(target.length - filled, bytes.remaining());
        bytes.get(target, filled, count);
        filled += count;
        missing -= count;
        if (filled == target.length) {
            finishPart(items);
        }
    }

    private void finishPart(Consumer<? super OutputFrame> items) {
        byte[] payload = part;
        if (payload == null) {
            return;
        }
        int type = head.get(0);
        if (type == ENGINE_ERROR) {
            throw new StreamFailedException(call, new String(payload, StandardCharsets.UTF_8).strip(), null);
        }
        boolean partial = missing > 0;
        items.accept(new OutputFrame(source(type), payload, partial));
        filled = 0;
        if (partial) {
            part = new byte[(int) Math.min(missing, MAX_WHOLE)];
        } else {
            part = null;
            head.clear();
        }
    }

    @Override
    public void end(Consumer<? super OutputFrame> items) {
        if (part != null || head.position() > 0) {
            throw new StreamFailedException(
                    call,
                    part == null
                            ? "the stream was cut inside the head of a frame"
                            : "the stream was cut inside a frame, " + missing + " bytes before its end",
                    null);
        }
    }
}
