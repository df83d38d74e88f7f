package dev.estibador.netty.wire;

import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The fuzz targets of what reads an engine's bytes before anything else does. */
public final class WireFuzz {
    private static final String CALL = "GET /fuzzed";
    private static final int SHORT_LINES = 64;

    private WireFuzz() {}

    /** Frames of multiplexed output. */
    public static void frames(byte[] input) {
        Splits.check(() -> new FrameDecoder(CALL), input, WireFuzz::text);
    }

    /** Lines of a log with times and details, of frames and of a terminal's bytes. */
    public static void lines(byte[] input) {
        LogMarks marks = new LogMarks(true, true);
        Splits.check(() -> new FrameLines(new FrameDecoder(CALL), marks, SHORT_LINES), input, WireFuzz::text);
        // a terminal's bytes have no ends of messages, so marks are not looked for there
        Splits.check(() -> new FrameLines(terminal(), LogMarks.NONE, SHORT_LINES), input, WireFuzz::text);
    }

    /** One head of a reply after another. */
    public static void heads(byte[] input) {
        Splits.check(Heads::new, input, text -> text);
    }

    /** A body in chunks, and what lies behind it. */
    public static void chunks(byte[] input) {
        Splits.check(Chunks::new, input, text -> text);
    }

    private static Decoder<OutputFrame> terminal() {
        return new RawDecoder<>(bytes -> new OutputFrame(StreamSource.STDOUT, bytes, false));
    }

    private static String text(OutputFrame frame) {
        return "[" + frame.source() + " " + frame.partial() + " " + latin(frame.bytes()) + "]";
    }

    private static String text(LogLine line) {
        return "[" + line + "]";
    }

    private static String latin(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    private static final class Heads implements Decoder<String> {
        private final HeadParser parser = new HeadParser();

        @Override
        public void decode(ByteBuffer bytes, Consumer<? super String> items) {
            while (bytes.hasRemaining()) {
                ReplyHead head = parser.parse(CALL, bytes);
                if (head != null) {
                    items.accept("[" + head.status() + " " + head.keepAlive() + " " + head.chunked() + " "
                            + head.contentLength() + " " + head.header("Content-Type") + "]");
                }
            }
        }

        @Override
        public void end(Consumer<? super String> items) {
            items.accept(parser.isInside() ? "inside" : "between");
        }
    }

    /** Gives all at the end: of a body that is malformed, how much comes before the failure is nobody's promise. */
    private static final class Chunks implements Decoder<String> {
        private final ChunkedBody body = new ChunkedBody(CALL);
        private final StringBuilder content = new StringBuilder();
        private final StringBuilder behind = new StringBuilder();

        @Override
        public void decode(ByteBuffer bytes, Consumer<? super String> items) {
            ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            if (!body.ended()) {
                body.unwrap(copy);
                if (body.from() < 0 || body.from() > body.to() || body.to() > copy.position()) {
                    throw new AssertionError("content from " + body.from() + " to " + body.to());
                }
                content.append(latin(copy.duplicate().position(body.from()).limit(body.to())));
            }
            if (!body.ended() && copy.hasRemaining()) {
                throw new AssertionError("bytes of the body were left: " + copy);
            }
            behind.append(latin(copy));
        }

        @Override
        public void end(Consumer<? super String> items) {
            items.accept(content + (body.ended() ? "<end>" + behind : "<cut>"));
        }
    }
}
