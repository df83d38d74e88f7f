package dev.estibador.netty.wire;

import dev.estibador.stream.LogLine;
import dev.estibador.stream.OutputFrame;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The lines of output that comes in frames, each of which begins with the marks that were asked for. */
public final class FrameLines implements Decoder<LogLine> {
    private static final int LEAST_ROOM = 256;

    private final Decoder<OutputFrame> frames;
    private final MarkReader marks;
    private final LineJoiner joiner;
    private byte[] bytes = {};
    private boolean insideFrame;

    public FrameLines(Decoder<OutputFrame> frames, LogMarks marks, int maxBytes) {
        this.frames = frames;
        this.marks = new MarkReader(marks);
        this.joiner = new LineJoiner(maxBytes);
    }

    @Override
    public void decode(ByteBuffer lent, Consumer<? super LogLine> lines) {
        frames.decode(lent, frame -> add(frame, lines));
    }

    private void add(OutputFrame frame, Consumer<? super LogLine> lines) {
        int size = frame.size();
        if (size > bytes.length) {
            bytes = new byte[Math.max(LEAST_ROOM, Integer.highestOneBit(size - 1) << 1)];
        }
        frame.bytes().get(bytes, 0, size);
        int text = insideFrame ? 0 : marks.read(bytes, 0, size);
        insideFrame = frame.partial();
        joiner.add(frame.source(), marks.time(), marks.attributes(), bytes, text, size, lines);
    }

    @Override
    public void breakOff(Consumer<? super LogLine> lines) {
        insideFrame = false;
        joiner.end(lines);
    }

    @Override
    public void end(Consumer<? super LogLine> lines) {
        frames.end(frame -> add(frame, lines));
        joiner.end(lines);
    }
}
