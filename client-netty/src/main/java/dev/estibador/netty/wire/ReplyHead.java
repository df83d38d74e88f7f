package dev.estibador.netty.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP reply, kept as it came: a header is looked for only when somebody asks for it.
 *
 * @param status 100 to 999
 * @param bytes the whole head, from its status line to its blank line
 * @param keepAlive true if the connection may carry another exchange after this one
 * @param chunked true if the body comes in chunks
 * @param contentLength how long the body says it is; {@link #UNKNOWN} if it does not
 */
@SuppressWarnings("ArrayRecordComponent") // equality is of no interest, and the array never leaves this package
public record ReplyHead(int status, byte[] bytes, boolean keepAlive, boolean chunked, long contentLength) {
    public static final long UNKNOWN = -1;

    /** True for 1xx other than 101: another head follows, and there is no body. */
    public boolean isInterim() {
        return status < 200 && status != 101;
    }

    /** The first header of that name, whatever its case, without the space around it. */
    public @Nullable String header(String name) {
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
