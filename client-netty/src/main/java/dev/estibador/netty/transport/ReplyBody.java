package dev.estibador.netty.transport;

import dev.estibador.error.EngineTimeoutException;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Failures;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A reply's body: what has been read waits here until it is asked for, and the connection is read while more is asked for
 * than waits. All state belongs to the channel's event loop.
 */
final class ReplyBody implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    private final Channel channel;
    private final String call;
    private final @Nullable Duration idleLimit;
    private final Deadline deadline;
    private @Nullable ArrayDeque<ByteBuffer> waiting;
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private @Nullable Throwable failure;
    private long demand;
    private boolean delivering;
    private boolean ended;
    private boolean closed;

    ReplyBody(Channel channel, String call, @Nullable Duration idleLimit, Deadline deadline) {
        this.channel = channel;
        this.call = call;
        this.idleLimit = idleLimit;
        this.deadline = deadline;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
        if (channel.eventLoop().inEventLoop()) {
            begin(to);
        } else {
            onLoop(() -> begin(to));
        }
    }

    private void begin(Flow.Subscriber<? super ByteBuffer> to) {
        if (subscriber != null) {
            DecodedStream.refuse(to);
            return;
        }
        subscriber = to;
        to.onSubscribe(this);
        deliver();
    }

    @Override
    public void request(long n) {
        if (channel.eventLoop().inEventLoop()) {
            ask(n);
        } else {
            onLoop(() -> ask(n));
        }
    }

    private void ask(long n) {
        demand = demand > Long.MAX_VALUE - n ? Long.MAX_VALUE : demand + n;
        deliver();
        if (wantsMore()) {
            startIdleTimer();
            channel.read();
        }
    }

    /** Forgets the body, and closes the connection unless the body had been read to its end. */
    @Override
    public void cancel() {
        onLoop(() -> {
            boolean unfinished = !ended;
            forget();
            if (unfinished) {
                channel.close();
            }
        });
    }

    private void onLoop(Runnable action) {
        Loops.run(channel.eventLoop(), () -> {
            try {
                action.run();
            } catch (Throwable e) {
                broken(e);
                deliver();
            }
        });
    }

    /** True while a read of the connection would serve the subscriber. */
    boolean wantsMore() {
        return !ended && !closed && demand > 0 && waiting == null;
    }

    boolean ended() {
        return ended;
    }

    /** Gives on bytes that are lent, or keeps a copy of them until they are asked for. */
    void add(ByteBuffer lent) {
        if (closed || ended || !lent.hasRemaining()) {
            return;
        }
        stopIdleTimer();
        Flow.Subscriber<? super ByteBuffer> next = subscriber;
        if (next != null && demand > 0 && waiting == null && !delivering) {
            give(next, lent);
            deliver();
        } else {
            keep(ByteBuffer.allocate(lent.remaining()).put(lent).flip());
        }
        if (wantsMore()) {
            startIdleTimer();
        }
    }

    private void keep(ByteBuffer bytes) {
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        waiting.add(bytes);
    }

    private @Nullable ByteBuffer poll() {
        ByteBuffer next = waiting == null ? null : waiting.poll();
        if (waiting != null && waiting.isEmpty()) {
            waiting = null;
        }
        return next;
    }

    private void give(Flow.Subscriber<? super ByteBuffer> next, ByteBuffer bytes) {
        delivering = true;
        demand--;
        try {
            next.onNext(bytes);
        } catch (Throwable e) {
            broken(e);
        } finally {
            delivering = false;
        }
    }

    /** Whoever reads it has thrown: nothing more is read, and that is the failure. */
    private void broken(Throwable thrown) {
        waiting = null;
        ended = true;
        failure = Failures.fault(call, thrown);
        channel.close();
    }

    void end() {
        end(null);
    }

    void fail(Throwable cause) {
        end(cause);
    }

    private void end(@Nullable Throwable cause) {
        if (!ended) {
            ended = true;
            failure = cause;
            deliver();
        }
    }

    private void deliver() {
        Flow.Subscriber<? super ByteBuffer> to = subscriber;
        if (to == null || delivering || closed) {
            return;
        }
        while (demand > 0 && !closed) {
            ByteBuffer next = poll();
            if (next == null) {
                break;
            }
            give(to, next);
        }
        if (ended && waiting == null && !closed) {
            closed = true;
            Throwable cause = failure;
            if (cause == null) {
                to.onComplete();
            } else {
                to.onError(cause);
            }
        }
    }

    private void forget() {
        closed = true;
        ended = true;
        waiting = null;
    }

    private void startIdleTimer() {
        Duration limit = idleLimit;
        if (limit != null) {
            deadline.set(limit.toNanos(), () -> {
                fail(new EngineTimeoutException(
                        call, "the engine sent nothing for " + limit + " (idle timeout)", null));
                channel.close();
            });
        }
    }

    private void stopIdleTimer() {
        if (idleLimit != null) {
            deadline.clear();
        }
    }
}
