package dev.estibador.netty.wire;

import dev.estibador.netty.wire.ResumedEntries.Part;
import dev.estibador.stream.OutputFrame;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine whose log grows while it is not asked, over replies that are cut after so many bytes. */
final class LogReading {
    private static final String CALL = "GET /containers/web/logs";
    private static final LogMarks TIMES = new LogMarks(true, false);
    static final StreamSource OUT = StreamSource.STDOUT;
    static final StreamSource ERR = StreamSource.STDERR;
    private static final int MOST_REPLIES = 20;

    record Message(StreamSource source, String time, String text) {
        byte[] bytes(boolean raw) {
            byte[] payload = (time + " " + text).getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!raw) {
                bytes.writeBytes(ByteBuffer.allocate(8)
                        .put((byte) (source == ERR ? 2 : 1))
                        .putInt(4, payload.length)
                        .array());
            }
            bytes.writeBytes(payload);
            return bytes.toByteArray();
        }

        @Override
        public String toString() {
            return source + " " + text;
        }
    }

    static Message message(StreamSource source, int millis, String text) {
        return new Message(
                source,
                Instant.ofEpochSecond(1_795_595_600, 1)
                                .plusMillis(millis)
                                .toString()
                                .replaceFirst("\\.?(\\d*)Z", ".$1000000000")
                                .substring(0, 29)
                        + "Z",
                text);
    }

    private final List<Message> log;
    private final @Nullable Integer tail;
    private final boolean follow;
    private final boolean raw;
    final List<OutputFrame> frames = new ArrayList<>();
    final List<Instant> gaps = new ArrayList<>();
    final List<Part> asked = new ArrayList<>();
    final ResumedEntries entries;

    LogReading(List<Message> log, @Nullable Integer tail, boolean follow, boolean raw) {
        this.log = log;
        this.tail = tail;
        this.follow = follow;
        this.raw = raw;
        this.entries = new ResumedEntries(
                () -> raw ? new RawEntries(TIMES) : new FrameDecoder(CALL),
                new WantedLog(follow, tail, true, source -> true, false),
                gaps::add);
    }

    private byte[] reply(int written, @Nullable Integer most) {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        int from = most == null ? 0 : Math.max(0, written - most);
        log.subList(from, written).forEach(message -> reply.writeBytes(message.bytes(raw)));
        return reply.toByteArray();
    }

    void feed(byte[] bytes, int to) {
        entries.decode(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, to)), frames::add);
    }

    /** The first reply finds so many messages, and is cut after so many bytes of what has come until then. */
    void first(int written, int cut) {
        byte[] there = reply(written, tail);
        ByteArrayOutputStream live = new ByteArrayOutputStream();
        live.writeBytes(there);
        log.subList(written, log.size()).forEach(message -> live.writeBytes(message.bytes(raw)));
        feed(live.toByteArray(), cut);
    }

    /** So does a further one, after which there are others until one of them may be cut. */
    void further(int found, int cut) {
        int written = found;
        for (int i = 0; i < MOST_REPLIES; i++) {
            Part part = entries.next();
            asked.add(part);
            // where there is no place, it is as at first
            Integer most = entries.given() > 0 ? part.tail() : tail;
            if (part.follow()) {
                int before = most == null ? 0 : Math.max(0, written - most);
                int fed = 0;
                for (Message message : log.subList(before, log.size())) {
                    byte[] bytes = message.bytes(raw);
                    feed(bytes, cut - fed);
                    fed += bytes.length;
                    before++;
                    if (fed >= cut || entries.isLeaving()) {
                        break;
                    }
                }
                written = Math.max(written, before);
                if (!entries.isLeaving()) {
                    return;
                }
            } else {
                feed(reply(written, most), Integer.MAX_VALUE);
                if (!entries.isLeaving() && entries.ended() == LogEnding.COMPLETE) {
                    return;
                }
            }
        }
        throw new AssertionError("no end of replies: " + asked);
    }

    /** The process has ended, and its whole log is asked for. */
    void finish() {
        if (follow) {
            entries.hasEnded();
        }
        further(log.size(), Integer.MAX_VALUE);
        entries.end(frames::add);
    }

    String text() {
        return String.join(
                "|",
                frames.stream()
                        .map(frame -> frame.source() + " " + frame.text())
                        .toList());
    }

    static String text(List<Message> messages) {
        return String.join("|", messages.stream().map(Message::toString).toList());
    }

    /** How many bytes a log has. */
    static int size(List<Message> log, boolean raw) {
        return log.stream().mapToInt(message -> message.bytes(raw).length).sum();
    }
}
