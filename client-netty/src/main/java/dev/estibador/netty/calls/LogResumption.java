package dev.estibador.netty.calls;

import dev.estibador.container.LogOptions;
import dev.estibador.error.DockerException;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.FrameLines;
import dev.estibador.netty.wire.LogMarks;
import dev.estibador.netty.wire.ResumedEntries;
import dev.estibador.stream.LogLine;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A log that goes on after cuts: its messages come with their times, whether the user sees them or not. */
final class LogResumption implements Resumption, ProcessOutput.Reading {
    private final Function<LogOptions, Call> calls;
    private final LogOptions options;
    private final String call;
    private @Nullable ResumedEntries entries;
    private @Nullable Instant accepted;

    LogResumption(Function<LogOptions, Call> calls, LogOptions options) {
        this.calls = calls;
        this.options = options;
        this.call = calls.apply(options).label();
    }

    @Override
    public void accepted(HttpReply reply) {
        accepted = Resumption.time(reply);
    }

    @Override
    public ResumedEntries frames(Framing framing) {
        LogMarks marks = new LogMarks(true, options.details());
        entries = new ResumedEntries(call, () -> framing.messages(call, marks), options.timestamps());
        return entries;
    }

    @Override
    public Decoder<LogLine> lines(Framing framing, int maxBytes) {
        return new FrameLines(frames(framing), new LogMarks(options.timestamps(), options.details()), maxBytes);
    }

    @Override
    public long given() {
        return entries == null ? 0 : entries.given();
    }

    @Override
    public boolean cut(DockerException cause) {
        return entries == null || entries.cut();
    }

    @Override
    public Call rest() {
        Instant since = entries == null ? null : entries.since();
        Integer tail = options.tail();
        if (since == null) {
            boolean fromThenOn = tail != null && tail == 0 && accepted != null;
            return fromThenOn ? part(later(options.since(), accepted), null) : part(options.since(), tail);
        }
        return part(since, null);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one != null && other != null && one.isAfter(other) ? one : other;
    }

    private Call part(@Nullable Instant since, @Nullable Integer tail) {
        return calls.apply(new LogOptions(
                options.follow(),
                options.stdout(),
                options.stderr(),
                since,
                options.until(),
                true,
                tail,
                options.details(),
                false,
                true));
    }
}
