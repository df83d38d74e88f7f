package dev.estibador.netty.wire;

import static dev.estibador.netty.wire.ReplyHead.UNKNOWN;

import dev.estibador.error.MalformedReplyException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of one HTTP/1.x reply after another, however their bytes were cut. Lines end by CR LF or LF. What RFC
 * 9112 lets a client refuse is refused, since everything behind the head hangs on it: folded headers, contradicting
 * lengths, transfer codings other than chunked.
 *
 * <p>Within a second an engine gives short answers with the very same head again: then the one before is given again.
 */
public final class HeadParser {
    /** The longest head that is accepted. */
    public static final int MAX_HEAD = 1 << 20;

    private static final int REMEMBERED = 1 << 10;

    /** Bytes of the empty lines that may come first; RFC 9112 wants one. */
    private static final int MAX_BLANK = 64;

    private static final byte[] NOTHING = {};
    private static final byte[] HTTP_1 = {'H', 'T', 'T', 'P', '/', '1', '.'};

    /** What came of a head that is not whole yet, and room for more. */
    private byte[] kept = NOTHING;

    private int keptLength;

    /** Bytes of the line that is being read, without CR; a head ends with a line of none. */
    private int lineLength;

    private boolean begun;
    /** The head before this one. */
    private @Nullable ReplyHead last;

    /** True if a head has begun and not ended. */
    public boolean isInside() {
        return begun;
    }

    /**
     * Takes bytes up to the end of the head, and no further.
     *
     * @return null if the head is not whole yet
     */
    public @Nullable ReplyHead parse(String call, ByteBuffer bytes) {
        int from = bytes.position();
        ReplyHead before = last;
        if (before != null && keptLength == 0 && before.begins(bytes)) {
            bytes.position(from + before.length());
            return before;
        }
        for (int i = from; i < bytes.limit(); i++) {
            byte b = bytes.get(i);
            if (b == '\n') {
                if (lineLength == 0 && begun) {
                    keep(call, bytes, from, i + 1);
                    return whole(call);
                }
                lineLength = 0;
            } else if (b != '\r') {
                lineLength++;
                begun = true;
            }
        }
        keep(call, bytes, from, bytes.limit());
        refuseOthers(call);
        return null;
    }

    /** Who does not begin as HTTP does, may never end a head either. */
    private void refuseOthers(String call) {
        int start = start(kept, keptLength);
        int known = Math.min(HTTP_1.length, keptLength - start);
        if (start > MAX_BLANK || !Arrays.equals(kept, start, start + known, HTTP_1, 0, known)) {
            byte[] all = Arrays.copyOf(kept, keptLength);
            throw noHttp(call, all, start, ReplyHead.nextLine(all, start));
        }
    }

    /** Behind the empty lines that may come first. */
    private static int start(byte[] head, int length) {
        int start = 0;
        while (start < length && (head[start] == '\r' || head[start] == '\n')) {
            start++;
        }
        return start;
    }

    private void keep(String call, ByteBuffer bytes, int from, int to) {
        int length = keptLength + (to - from);
        if (length > MAX_HEAD) {
            throw new MalformedReplyException(
                    call, "the head of the answer has more than " + MAX_HEAD + " bytes", null);
        }
        // a head that comes at once, as most do, is kept in an array of its length
        kept = keptLength == 0 ? new byte[length] : Bytes.withRoom(kept, length, MAX_HEAD);
        bytes.get(from, kept, keptLength, to - from);
        keptLength = length;
        bytes.position(to);
    }

    private ReplyHead whole(String call) {
        byte[] head = kept.length == keptLength ? kept : Arrays.copyOf(kept, keptLength);
        kept = NOTHING;
        keptLength = 0;
        lineLength = 0;
        begun = false;
        ReplyHead read = read(call, head);
        last = head.length <= REMEMBERED ? read : null;
        return read;
    }

    private static ReplyHead read(String call, byte[] head) {
        int start = start(head, head.length);
        int line = ReplyHead.nextLine(head, start);
        int status = status(call, head, start, line);
        boolean keepAlive = head[start + 7] != '0';
        boolean chunked = false;
        long length = UNKNOWN;
        while (line < head.length) {
            int end = ReplyHead.nextLine(head, line);
            check(call, head, line, end);
            if (ReplyHead.isNamed(head, line, end, "Content-Length")) {
                length = length(call, value(head, line, end), length);
            } else if (ReplyHead.isNamed(head, line, end, "Transfer-Encoding")) {
                chunked = chunked(call, value(head, line, end));
            } else if (ReplyHead.isNamed(head, line, end, "Connection")) {
                keepAlive = keepsAlive(value(head, line, end), keepAlive);
            }
            line = end;
        }
        return new ReplyHead(status, head, keepAlive, chunked, chunked ? UNKNOWN : length);
    }

    /** {@code HTTP/1.1 200 OK}, whatever the words. */
    private static int status(String call, byte[] head, int start, int end) {
        if (start <= MAX_BLANK
                && end - start >= 13
                && Arrays.equals(head, start, start + HTTP_1.length, HTTP_1, 0, HTTP_1.length)
                && head[start + 8] == ' '
                && head[start + 12] <= ' ') {
            int status = 0;
            for (int i = start + 9; i < start + 12; i++) {
                status = head[i] >= '0' && head[i] <= '9' ? status * 10 + head[i] - '0' : -1000;
            }
            if (status >= 100) {
                return status;
            }
        }
        throw noHttp(call, head, start, end);
    }

    private static MalformedReplyException noHttp(String call, byte[] head, int start, int end) {
        return new MalformedReplyException(
                call,
                "the answer is not HTTP; is this a Docker engine? It begins with \""
                        + ReplyHead.text(head, start, Math.min(end, start + 40)).strip() + "\"",
                null);
    }

    /** A header has a name and a colon; only the last line has nothing. */
    private static void check(String call, byte[] head, int line, int end) {
        int at = line;
        while (at < end && head[at] > ' ' && head[at] != ':') {
            at++;
        }
        boolean named = at > line && head[at] == ':';
        boolean last = end == head.length && (head[line] == '\r' || head[line] == '\n');
        if (!named && !last) {
            throw new MalformedReplyException(
                    call,
                    "a line of the answer's head is no header: \""
                            + ReplyHead.text(head, line, Math.min(end, line + 40))
                                    .strip() + "\"",
                    null);
        }
    }

    private static String value(byte[] head, int line, int end) {
        int colon = line;
        while (head[colon] != ':') {
            colon++;
        }
        return ReplyHead.value(head, colon + 1, end);
    }

    private static long length(String call, String value, long before) {
        long length = value.isEmpty() || value.length() > 18 ? UNKNOWN : 0;
        for (int i = 0; i < value.length() && length != UNKNOWN; i++) {
            int digit = value.charAt(i) - '0';
            length = digit >= 0 && digit <= 9 ? length * 10 + digit : UNKNOWN;
        }
        if (length == UNKNOWN || (before != UNKNOWN && before != length)) {
            throw new MalformedReplyException(call, "the answer has no usable Content-Length: \"" + value + "\"", null);
        }
        return length;
    }

    private static boolean chunked(String call, String value) {
        if (!value.equalsIgnoreCase("chunked")) {
            throw new MalformedReplyException(
                    call, "the answer has a Transfer-Encoding that is not known: \"" + value + "\"", null);
        }
        return true;
    }

    private static boolean keepsAlive(String value, boolean otherwise) {
        String words = value.toLowerCase(Locale.ROOT);
        return !words.contains("close") && (otherwise || words.contains("keep-alive"));
    }
}
