package dev.estibador.contract;

import dev.estibador.contract.ScriptedEngine.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What an engine says when it calls us by gRPC over a connection, frame by frame, and what it hears. */
final class GrpcTalk {
    static final String SWITCHED = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int FIRST_OF_OURS = 3;

    record Frame(int type, int flags, int stream, List<Integer> payload) {}

    private GrpcTalk() {}

    /** The engine has accepted, and begins; the first bytes of HTTP/2 come with the reply, as engines send them at times. */
    static void begin(Conversation c) throws IOException {
        c.say(SWITCHED + PREFACE);
        c.say(frame(SETTINGS, 0, 0, new byte[0]));
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >>> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Headers as HPACK has them when it compresses nothing. */
    static byte[] headers(String... namesAndValues) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.write(0);
            for (String text : List.of(namesAndValues[i], namesAndValues[i + 1])) {
                out.write(text.length());
                out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    static void call(Conversation c, int stream, String method, byte... message) throws IOException {
        open(c, stream, method);
        message(c, stream, END_STREAM, message);
    }

    static void open(Conversation c, int stream, String method, String... metadata) throws IOException {
        List<String> all = new ArrayList<>(List.of(":method", "POST", ":scheme", "http", ":path", method));
        all.addAll(List.of(":authority", "localhost", "content-type", "application/grpc", "te", "trailers"));
        all.addAll(List.of(metadata));
        c.say(frame(HEADERS, END_HEADERS, stream, headers(all.toArray(String[]::new))));
    }

    static void message(Conversation c, int stream, int flags, byte... message) throws IOException {
        byte[] framed = ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        c.say(frame(DATA, flags, stream, framed));
    }

    static int number(Conversation c, int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number = (number << 8) | c.read();
        }
        return number;
    }

    static Frame read(Conversation c) {
        int length = number(c, 3);
        Frame frame = new Frame(c.read(), c.read(), number(c, 4), new ArrayList<>());
        for (int i = 0; i < length; i++) {
            frame.payload().add(c.read());
        }
        return frame;
    }

    /** Waits for the first frame of a call's answer. */
    static void first(Conversation c, int stream) {
        Frame frame = read(c);
        while (frame.stream() != stream) {
            frame = read(c);
        }
    }

    /** The frames of one call's answer, up to its end or its cancellation; those of the connection are left out. */
    static List<Frame> answer(Conversation c, int stream) {
        List<Frame> frames = new ArrayList<>();
        while (true) {
            Frame frame = read(c);
            if (frame.stream() == stream) {
                frames.add(frame);
                if (frame.type() == RST_STREAM || (frame.flags() & END_STREAM) != 0) {
                    return frames;
                }
            }
        }
    }
}
