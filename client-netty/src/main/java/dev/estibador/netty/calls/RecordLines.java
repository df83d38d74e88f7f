package dev.estibador.netty.calls;

import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.JsonLines;
import dev.estibador.netty.wire.LineJoiner;
import dev.estibador.stream.LogLine;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The lines of a log that comes in records, each with its time and attributes beside the text. */
final class RecordLines implements Decoder<LogLine> {
    private final JsonLines<LogRecord> records;
    private final LineJoiner joiner;

    RecordLines(String call, int maxBytes) {
        records = LogRecord.decoder(call, record -> record);
        joiner = new LineJoiner(maxBytes);
    }

    @Override
    public void decode(ByteBuffer bytes, Consumer<? super LogLine> lines) {
        records.decode(bytes, message -> add(message, lines));
    }

    private void add(LogRecord message, Consumer<? super LogLine> lines) {
        byte[] text = message.bytes();
        joiner.add(message.from(), message.timestamp(), message.attributes(), text, 0, text.length, lines);
    }

    @Override
    public void end(Consumer<? super LogLine> lines) {
        records.end(message -> add(message, lines));
        joiner.end(lines);
    }
}
