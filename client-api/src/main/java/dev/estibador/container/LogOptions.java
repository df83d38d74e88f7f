package dev.estibador.container;

import java.time.Instant;
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
 * @param resume go on where the connection is cut. See {@link Builder#resume}
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
        boolean resume) {
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
         * twice, and what was cut in half comes whole. For that the engine always puts the time before each piece, and it is
         * taken out again unless {@code timestamps} are asked for; {@code structured} is not asked for. For containers
         * and tasks; the logs of a service's tasks come in no order, so that one is refused.
         *
         * <p>A cut before the first piece leads to the same call again, but for a {@code tail} of 0, after which all comes
         * that was written since the second in which the engine accepted the call.
         *
         * <p>The stream fails with the last failure when no new connection has come to anything for a minute, and at once
         * when the engine refuses (status 4xx), or no longer has the last piece that was given: its log was rotated.
         */
        public Builder resume(boolean value) {
            resume = value;
            return this;
        }

        public LogOptions build() {
            return new LogOptions(follow, stdout, stderr, since, until, timestamps, tail, details, structured, resume);
        }
    }
}
