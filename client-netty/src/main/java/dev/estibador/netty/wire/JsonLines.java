package dev.estibador.netty.wire;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * JSON objects one after another, with whatever white space or record separators (RFC 7464) between them, or nothing.
 * Engines end lines by CR LF, LF or not at all, so an object's end is found by its braces. All that are whole in one read
 * are made items in one go, since beginning to read JSON costs more than a short object of it.
 */
public final class JsonLines<T> implements Decoder<T> {
    /** Makes items of JSON objects. */
    public interface Form<T> {
        /** The objects are whole and stand between those indexes, with nothing but white space around them. */
        void read(byte[] json, int from, int to, Consumer<? super T> items);
    }

    /** The longest object that is accepted. */
    public static final int MAX_OBJECT = 16 << 20;

    private static final byte[] NOTHING = {};
    private static final byte RECORD_SEPARATOR = 0x1e;

    private final String call;
    private final Form<T> form;

    /** What came of an object that is not whole yet. */
    private byte[] kept = NOTHING;

    private int keptLength;
    private int depth;
    private boolean inString;
    private boolean escaped;

    public JsonLines(String call, Form<T> form) {
        this.call = call;
        this.form = form;
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super T> items) {
        int length = bytes.remaining();
        byte[] json = bytes.hasArray() ? bytes.array() : new byte[length];
        int from = bytes.hasArray() ? bytes.arrayOffset() + bytes.position() : 0;
        if (bytes.hasArray()) {
            bytes.position(bytes.limit());
        } else {
            bytes.get(json);
        }
        read(json, from, from + length, items);
    }

    private void read(byte[] json, int from, int limit, Consumer<? super T> items) {
        int whole = from;
        MalformedReplyException broken = null;
        for (int i = from; i < limit && broken == null; i++) {
            byte b = json[i];
            if (inString) {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (depth == 0) {
                if (b == '{') {
                    depth = 1;
                } else if (b == RECORD_SEPARATOR) {
                    json[i] = ' ';
                } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    broken = new MalformedReplyException(
                            call, "expected a JSON object, found " + excerpt(json, i, limit), null);
                }
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                whole = i + 1;
                if (keptLength > 0) {
                    keep(json, from, whole);
                    form.read(kept, 0, keptLength, items);
                    forget();
                    from = whole;
                }
            }
        }
        if (whole > from) {
            form.read(json, from, whole, items);
        }
        if (broken != null) {
            throw broken;
        }
        if (depth > 0) {
            keep(json, whole, limit);
        }
    }

    private void keep(byte[] json, int from, int to) {
        int length = keptLength + (to - from);
        if (length > MAX_OBJECT) {
            throw new MalformedReplyException(call, "a JSON object of more than " + MAX_OBJECT + " bytes", null);
        }
        kept = Bytes.withRoom(kept, length, MAX_OBJECT);
        System.arraycopy(json, from, kept, keptLength, to - from);
        keptLength = length;
    }

    private void forget() {
        kept = NOTHING;
        keptLength = 0;
    }

    private static String excerpt(byte[] json, int at, int limit) {
        return "\"" + new String(json, at, Math.min(80, limit - at), StandardCharsets.UTF_8).strip() + "\"";
    }

    @Override
    public void end(Consumer<? super T> items) {
        if (depth > 0) {
            throw new StreamFailedException(call, "the stream was cut inside a JSON object", null);
        }
    }
}
