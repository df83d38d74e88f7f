package dev.estibador.netty.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When something has to have happened on a connection: one thing at a time, since a connection awaits one at a time. It
 * is set and cleared for every call, so it costs no timer each: one that is under way is left to ring, and then looks
 * whether it still matters. All state belongs to the event loop.
 */
final class Deadline {
    private final EventLoop loop;
    private @Nullable Runnable onExpiry;
    private @Nullable Future<?> timer;
    private long due;
    private long rings;

    Deadline(EventLoop loop) {
        this.loop = loop;
    }

    /** Runs {@code action} after that time, unless {@link #clear} or another {@code set} comes before. */
    void set(long nanos, Runnable action) {
        onExpiry = action;
        due = System.nanoTime() + nanos;
        if (timer != null && rings - due > 0) {
            timer.cancel(false);
            timer = null;
        }
        if (timer == null) {
            schedule(nanos);
        }
    }

    void clear() {
        onExpiry = null;
    }

    /** The connection is gone. */
    void end() {
        clear();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(long nanos) {
        rings = due;
        timer = loop.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        timer = null;
        Runnable action = onExpiry;
        if (action == null) {
            return;
        }
        long left = due - System.nanoTime();
        if (left > 0) {
            schedule(left);
        } else {
            onExpiry = null;
            action.run();
        }
    }
}
