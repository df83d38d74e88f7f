package dev.estibador.netty.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP reply, kept as it came: a header is looked for only when somebody asks for it, and what was found is
 * kept, since an engine that answers the same again has the same head ({@link HeadParser}).
 */
public final class ReplyHead {
    public static final long UNKNOWN = -1;

    /** What was asked for before, found or not. */
    private record Found(
            String name, @Nullable String value, @Nullable Found before) {}

    private final byte[] bytes;
    private final int status;
    private final boolean keepAlive;
    private final boolean chunked;
    private final long contentLength;
    private @Nullable Found found;

    /** @param bytes the whole head, from its status line to its blank line */
    ReplyHead(int status, byte[] bytes, boolean keepAlive, boolean chunked, long contentLength) {
        this.status = status;
        this.bytes = bytes;
        this.keepAlive = keepAlive;
        this.chunked = chunked;
        this.contentLength = contentLength;
    }

    /** A head that says nothing but that. */
    public static ReplyHead of(int status) {
        byte[] bytes = ("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        return new ReplyHead(status, bytes, false, false, UNKNOWN);
    }

    /** 100 to 999. */
    public int status() {
        return status;
    }

    /** True if the connection may carry another exchange after this one. */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** True if the body comes in chunks. */
    public boolean chunked() {
        return chunked;
    }

    /** How long the body says it is; {@link #UNKNOWN} if it does not. */
    public long contentLength() {
        return contentLength;
    }

    /** True for 1xx other than 101: another head follows, and there is no body. */
    public boolean isInterim() {
        return status < 200 && status != 101;
    }

    /** The first header of that name, whatever its case, without the space around it. */
    public @Nullable String header(String name) {
        Found known = found; // the threads that ask do not wait for each other: the worst is to look twice
        for (Found each = known; each != null; each = each.before) {
            if (each.name.equals(name)) {
                return each.value;
            }
        }
        String value = find(name);
        found = new Found(name, value, known);
        return value;
    }

    private @Nullable String find(String name) {
        int line = nextLine(bytes, 0);
        while (line < bytes.length) {
            int end = nextLine(bytes, line);
            if (isNamed(bytes, line, end, name)) {
                return value(bytes, line + name.length() + 1, end);
            }
            line = end;
        }
        return null;
    }

    /** True if that is how the bytes begin. */
    boolean begins(ByteBuffer other) {
        int from = other.hasArray() ? other.arrayOffset() + other.position() : 0;
        return other.hasArray()
                && other.remaining() >= bytes.length
                && Arrays.equals(other.array(), from, from + bytes.length, bytes, 0, bytes.length);
    }

    int length() {
        return bytes.length;
    }

    static boolean isNamed(byte[] bytes, int from, int to, String name) {
        int length = name.length();
        if (to - from <= length || bytes[from + length] != ':') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(bytes[from + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    /** Where the line after the one at {@code from} begins. */
    static int nextLine(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.length);
    }

    /** What stands there without the space around it. */
    static String value(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
            start++;
        }
        while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
            end--;
        }
        return text(bytes, start, end);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
