package dev.estibador.netty.transport;

import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.http.HttpCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Writes the head of an HTTP/1.1 request. */
final class RequestHead {
    private static final int COMMON_LENGTH = 256;

    private RequestHead() {}

    /** @throws IllegalArgumentException if what the call says cannot stand in a head */
    static ByteBuf of(HttpCall call, Destination to, ByteBufAllocator memory) {
        ByteBuf head = memory.buffer(COMMON_LENGTH);
        try {
            text(head, call.method());
            head.writeByte(' ');
            text(head, to.basePath());
            text(head, call.target());
            text(head, " HTTP/1.1");
            header(head, "Host", to.host());
            to.eachHeader(call.headers(), (name, value) -> header(head, name, value));
            upgrade(head, call);
            length(head, call);
            lineEnd(head);
            lineEnd(head);
            return head;
        } catch (IllegalArgumentException e) {
            head.release();
            throw e;
        }
    }

    private static void upgrade(ByteBuf head, HttpCall call) {
        String protocol = call.upgrade();
        if (protocol != null) {
            header(head, "Connection", "Upgrade");
            header(head, "Upgrade", protocol);
        }
        if (call.isWebSocket()) {
            byte[] nonce = new byte[16];
            ThreadLocalRandom.current().nextBytes(nonce);
            header(head, "Sec-WebSocket-Key", Base64.getEncoder().encodeToString(nonce));
            header(head, "Sec-WebSocket-Version", "13");
        }
    }

    private static void length(ByteBuf head, HttpCall call) {
        if (call.body() instanceof HttpBody.Stream) {
            header(head, "Transfer-Encoding", "chunked");
        } else if (call.body() instanceof HttpBody.Bytes bytes) {
            header(head, "Content-Length", Integer.toString(bytes.content().remaining()));
        } else if (call.method().equals("POST") || call.method().equals("PUT")) {
            header(head, "Content-Length", "0");
        }
    }

    private static void header(ByteBuf head, String name, String value) {
        lineEnd(head);
        text(head, name);
        head.writeByte(':').writeByte(' ');
        text(head, value);
    }

    private static void lineEnd(ByteBuf head) {
        head.writeByte('\r').writeByte('\n');
    }

    /** No line break may get in: what follows it would be a header, or a request, of its own. The value is not told. */
    private static void text(ByteBuf head, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > 0xff || c == 0x7f) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "a header or path holds a character that cannot be sent: U+%04X", (int) c));
            }
        }
        head.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }
}
