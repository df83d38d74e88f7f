package dev.estibador.netty.calls;

import dev.estibador.common.ApiVersion;
import dev.estibador.netty.calls.EngineCaller.Reading;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.Failures;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call whose reply is one value, from its sending to that value, in one object: the short calls are the many. It is the
 * future that its caller has, it collects the reply's body, and it is the task that reads the value.
 *
 * <p>That task is the executor's, unless a thread waits for the value and nobody else depends on it: then it is that
 * thread's, since waking another first would cost more than all the rest of a short call.
 */
final class ValueCall<T> extends CompletableFuture<T> implements Flow.Subscriber<ByteBuffer>, Runnable {
    /** The longest that a waiting thread goes without looking whether somebody else has completed the future. */
    private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(200);

    private final EngineCaller caller;
    private final Call call;
    private final Reading<T> reading;
    private final Consumer<HttpReply> accepted;
    private final Cancellation steps = new Cancellation();
    private final ByteCollector body;
    private @Nullable HttpReply reply;
    private @Nullable Throwable failure;
    private volatile Flow.@Nullable Subscription source;
    private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean arrived;

    /** @param accepted is told, on the I/O thread, when the engine has accepted the call */
    ValueCall(EngineCaller caller, Call call, Reading<T> reading, Consumer<HttpReply> accepted) {
        this.caller = caller;
        this.call = call;
        this.reading = reading;
        this.accepted = accepted;
        this.body = new ByteCollector(call.label(), caller.valueLimit());
    }

    void start() {
        ApiVersion known = call.isVersioned() ? caller.knownVersion() : null;
        if (call.isReady() && (known != null || !call.isVersioned())) {
            send(known);
            return;
        }
        caller.ready(call, steps).whenComplete((version, e) -> {
            if (version == null) {
                fail(e);
            } else {
                send(version);
            }
        });
    }

    private void send(@Nullable ApiVersion version) {
        try {
            steps.during(caller.send(call, version)).whenComplete((answer, e) -> {
                if (answer == null) {
                    fail(e);
                } else {
                    answered(answer, version);
                }
            });
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void answered(HttpReply answer, @Nullable ApiVersion version) {
        try {
            if (EngineCaller.isAccepted(answer)) {
                reply = answer;
                accepted.accept(answer);
                answer.body().subscribe(this);
            } else {
                steps.during(caller.refused(call, version, steps, answer))
                        .whenComplete((none, refusal) -> fail(refusal));
            }
        } catch (Throwable e) {
            fail(e);
            Bodies.discard(answer);
        }
    }

    // Whoever completes the call from outside ends it. Not by a dependent stage, as elsewhere: the short calls are the
    // many.

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean first = super.cancel(mayInterrupt);
        abort();
        return first;
    }

    @Override
    public boolean complete(T value) {
        boolean first = super.complete(value);
        abort();
        return first;
    }

    @Override
    public boolean completeExceptionally(Throwable cause) {
        boolean first = super.completeExceptionally(cause);
        abort();
        return first;
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        super.completeAsync(supplier, executor);
        Cancellations.link(this, this::abort);
        return this;
    }

    @Override
    public void obtrudeValue(T value) {
        super.obtrudeValue(value);
        abort();
    }

    @Override
    public void obtrudeException(Throwable cause) {
        super.obtrudeException(cause);
        abort();
    }

    /** Closes the connection, at whatever stage it is, unless the reply is whole. */
    private void abort() {
        call.wipe();
        Thread waiting = waiter.get();
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
        steps.cancel();
        Flow.Subscription from = source;
        if (from != null) {
            from.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        if (isDone()) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(ByteBuffer lent) {
        try {
            body.add(lent);
        } catch (Throwable e) {
            call.failsWith(() -> e);
            abort();
            fail(e);
        }
    }

    @Override
    public void onError(Throwable broken) {
        fail(broken);
    }

    private void fail(@Nullable Throwable broken) {
        failure = broken == null ? new IllegalStateException("a call without an end") : Failures.unwrapped(broken);
        arrive();
    }

    @Override
    public void onComplete() {
        arrive();
    }

    private void arrive() {
        arrived = true;
        Thread waiting = waiter.get();
        if (waiting != null) {
            LockSupport.unpark(waiting);
        } else {
            caller.executor().executeSoon(this);
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        waitAndRun(Long.MAX_VALUE);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        long most = unit.toNanos(timeout);
        waitAndRun(most);
        return super.get(Math.max(0, most - (System.nanoTime() - start)), TimeUnit.NANOSECONDS);
    }

    private void waitAndRun(long nanos) throws InterruptedException {
        if (isDone() || !waiter.compareAndSet(null, Thread.currentThread())) {
            return;
        }
        long start = System.nanoTime();
        boolean interrupted = false;
        long left = nanos;
        while (!arrived && !isDone() && !interrupted && left > 0) {
            LockSupport.parkNanos(this, Math.min(left, LONGEST_SLEEP));
            interrupted = Thread.interrupted();
            left = nanos - (System.nanoTime() - start);
        }
        waiter.set(null);
        // whoever comes after this line finds no waiter; what came before it is ours
        if (arrived && getNumberOfDependents() > 0) {
            caller.executor().execute(this);
        } else if (arrived) {
            run();
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    @Override
    public void run() {
        if (!taken.compareAndSet(false, true)) {
            return;
        }
        call.wipe();
        Throwable broken = failure;
        HttpReply answer = reply;
        if (broken != null || answer == null) {
            super.completeExceptionally(broken == null ? new IllegalStateException("a call without a reply") : broken);
            return;
        }
        try {
            super.complete(reading.read(answer, body.bytes()));
        } catch (Throwable e) {
            super.completeExceptionally(e);
        }
    }
}
