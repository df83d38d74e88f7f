package dev.estibador.netty.wire;

import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes lines of frames, for each source by itself. Bytes become text only once a line is whole, so that no character is
 * split. A line ends at LF or CR LF, and what came after the last one is a line too.
 */
public final class LineJoiner {
    /** The most bytes of a line that are kept; then a part is given, cut between two characters. */
    public static final int MAX_LINE = 1 << 20;

    private final Map<StreamSource, ByteArrayOutputStream> begun = new EnumMap<>(StreamSource.class);

    public void add(OutputFrame frame, Consumer<? super LogLine> lines) {
        StreamSource source = frame.source();
        ByteArrayOutputStream line = begun.computeIfAbsent(source, any -> new ByteArrayOutputStream());
        ByteBuffer bytes = frame.bytes();
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                give(source, line, true, lines);
            } else {
                if (line.size() >= MAX_LINE && (b & 0xc0) != 0x80) {
                    give(source, line, false, lines);
                }
                line.write(b);
            }
        }
    }

    /** Gives the lines that were begun and never ended. */
    public void end(Consumer<? super LogLine> lines) {
        begun.forEach((source, line) -> {
            if (line.size() > 0) {
                give(source, line, true, lines);
            }
        });
    }

    private static void give(
            StreamSource source, ByteArrayOutputStream line, boolean ended, Consumer<? super LogLine> lines) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(new LogLine(source, ended && text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
    }
}
