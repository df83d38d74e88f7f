package dev.estibador.netty.wire;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * JSON objects one after another, with whatever white space or record separators (RFC 7464) between them, or nothing.
 * Engines end lines by CR LF, LF or not at all, so an object's end is found by its braces.
 */
public final class JsonLines<T> implements Decoder<T> {
    /** The longest object that is accepted. */
    public static final int MAX_OBJECT = 16 << 20;

    private static final byte RECORD_SEPARATOR = 0x1e;

    private final String call;
    private final Function<byte[], T> form;
    private final ByteArrayOutputStream object = new ByteArrayOutputStream();
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** @param form makes the item of an object's bytes; may give null for objects that are no item */
    public JsonLines(String call, Function<byte[], T> form) {
        this.call = call;
        this.form = form;
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super T> items) {
        int from = bytes.position();
        for (int i = from; i < bytes.limit(); i++) {
            byte b = bytes.get(i);
            if (depth == 0) {
                if (b == '{') {
                    depth = 1;
                    from = i;
                } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t' && b != RECORD_SEPARATOR) {
                    throw new MalformedReplyException(call, "expected a JSON object, found " + excerpt(bytes, i), null);
                }
            } else if (inString) {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                keep(bytes, from, i + 1);
                byte[] whole = object.toByteArray();
                object.reset();
                T item = form.apply(whole);
                if (item != null) {
                    items.accept(item);
                }
            }
        }
        if (depth > 0) {
            keep(bytes, from, bytes.limit());
        }
        bytes.position(bytes.limit());
    }

    private void keep(ByteBuffer bytes, int from, int to) {
        if (object.size() + (to - from) > MAX_OBJECT) {
            throw new MalformedReplyException(call, "a JSON object of more than " + MAX_OBJECT + " bytes", null);
        }
        byte[] copy = new byte[to - from];
        bytes.get(from, copy);
        object.writeBytes(copy);
    }

    private static String excerpt(ByteBuffer bytes, int at) {
        byte[] few = new byte[Math.min(80, bytes.limit() - at)];
        bytes.get(at, few);
        return "\"" + new String(few, StandardCharsets.UTF_8).strip() + "\"";
    }

    @Override
    public void end(Consumer<? super T> items) {
        if (depth > 0) {
            throw new StreamFailedException(call, "the stream was cut inside a JSON object", null);
        }
    }
}
