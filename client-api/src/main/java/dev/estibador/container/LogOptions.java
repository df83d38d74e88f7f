package dev.estibador.container;

import dev.estibador.stream.ResumeListener;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a log to read. {@code lines()} reads timestamps and details back.
 *
 * @param follow go on until the container stops
 * @param since that moment and later
 * @param until that moment and earlier
 * @param timestamps put the time, with nanoseconds, and a space before each piece of a line
 * @param tail the last so many lines; null for all
 * @param details put what the log driver keeps with the line (labels, variables) before each piece, and for services and tasks
 *     the ids of node, service and task
 * @param structured ask for records in JSON, where time and details stand beside the text, so that frames are the bare text. An
 *     experiment of engines from API 1.54 on, for containers; others answer as if it were not asked for. Bytes that are
 *     no UTF-8 are lost in a record: not for binary output.
 * @param resume go on where the connection is cut. See {@link Builder#resume(boolean)}
 * @param resumeListener hears of gaps, and of the loss and the return of the connection; null to fail at a gap
 */
public record LogOptions(
        boolean follow,
        boolean stdout,
        boolean stderr,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean timestamps,
        @Nullable Integer tail,
        boolean details,
        boolean structured,
        boolean resume,
        @Nullable ResumeListener<? super LogGap> resumeListener) {
    public static final LogOptions DEFAULTS = builder().build();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private boolean follow = false;
        private boolean stdout = true;
        private boolean stderr = true;
        private @Nullable Instant since;
        private @Nullable Instant until;
        private boolean timestamps = false;
        private @Nullable Integer tail;
        private boolean details = false;
        private boolean structured = false;
        private boolean resume = false;
        private @Nullable ResumeListener<? super LogGap> resumeListener;

        private Builder() {}

        public Builder follow(boolean value) {
            follow = value;
            return this;
        }

        public Builder stdout(boolean value) {
            stdout = value;
            return this;
        }

        public Builder stderr(boolean value) {
            stderr = value;
            return this;
        }

        public Builder since(Instant value) {
            since = value;
            return this;
        }

        public Builder until(Instant value) {
            until = value;
            return this;
        }

        public Builder timestamps(boolean value) {
            timestamps = value;
            return this;
        }

        public Builder tail(int value) {
            tail = value;
            return this;
        }

        public Builder details(boolean value) {
            details = value;
            return this;
        }

        public Builder structured(boolean value) {
            structured = value;
            return this;
        }

        /**
         * Goes on over another connection when this one is cut, in every view of the log: nothing is lost, nothing comes
         * twice, nothing is added, and the order stays. What was cut in half comes whole. The engine always puts the time before
         * each piece for that, and it is taken out again unless {@code timestamps} are asked for; {@code structured} is not asked
         * for. For containers and tasks; the logs of a service's tasks come in no order, so that one is refused.
         *
         * <ul>
         *   <li><b>The place</b> is found by the last pieces that were given (source, time and text), not by the clock: it may be
         *       set back or forward at any time.
         *   <li><b>The end</b> of a followed log is checked: if the container (or the task) still runs, the log goes on; if not, what the
         *       engine may have kept back is asked for once more. A container that was restarted meanwhile is followed on. If it was
         *       removed, its log is gone, and the engine's end is the end.
         *   <li><b>Repeated lines</b>: what an engine gives a second time when it rotates the file of a followed log is dropped.
         *   <li><b>Lines that the engine leaves out</b>: Docker 20.10 skips a file of a followed log that it rotates before it has read it, as it
         *       does where a container writes several times {@code max-size} at once. What is missing among the last 1,024 pieces is
         *       noticed when the log is asked for again, which is after a cut and at its end; nothing shows what is missing before those.
         *       A larger {@code max-size} prevents it.
         *   <li><b>Terminals</b>: each piece of 16 KiB of a longer line begins with a time, which is taken out even if it is another
         *       one, from an hour before the line's own on. A shorter piece without a line feed is not told from the text after it, so that
         *       the time after it stays in the text; engines write such a piece only as the last one of a process.
         *   <li><b>One source</b>: the engine is asked for both all the same, because its {@code tail} counts both, and the other one
         *       is dropped here.
         *   <li><b>A cut before the first piece</b>: the tail counts from the time at which the engine accepted the first call, by its clock.
         *       That is known to the second only, so what was written in that second comes in addition. If the clock was set back meanwhile,
         *       or if the tail is longer than a million lines, the beginning is not known.
         * </ul>
         *
         * <p>The stream fails if the beginning is not known; if the last piece that was given is no longer in the log, which was rotated or
         * emptied; if it is there more than once with the same time and text and {@code tail} began among those, so that the place
         * is not known; or if the engine is found to have left something out. {@link #resume(ResumeListener)} reports a gap then, and goes on.
         *
         * <p>The wait before a new connection grows from 0.1 to 8 seconds, each varied by 20 percent. The stream fails with the
         * last failure when no new connection has given anything for a minute, and at once when the engine refuses (status
         * 4xx). The first connection, too, is made again if it is cut before the head of its reply; but an engine that is
         * not reached at all, or refuses, fails the stream at once.
         */
        public Builder resume(boolean value) {
            resume = value;
            resumeListener = null;
            return this;
        }

        /**
         * As {@link #resume(boolean)}, and hears what happens: {@code listener} is called with each gap, and with the loss and the return of
         * the connection. After a gap the log goes on behind the last piece that was given, or with all that the engine still has if
         * that piece is not there.
         */
        public Builder resume(ResumeListener<? super LogGap> listener) {
            resumeListener = Objects.requireNonNull(listener, "listener");
            resume = true;
            return this;
        }

        public LogOptions build() {
            return new LogOptions(
                    follow,
                    stdout,
                    stderr,
                    since,
                    until,
                    timestamps,
                    tail,
                    details,
                    structured,
                    resume,
                    resumeListener);
        }
    }
}
