package dev.estibador.netty.calls;

import dev.estibador.common.ApiVersion;
import dev.estibador.netty.calls.EngineCaller.Reading;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.Failures;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call whose reply is one value, from its sending to that value, in one object: the short calls are the many. It is the
 * future that its caller has, it collects the reply's body, and it is the task of the executor that reads the value.
 */
final class ValueCall<T> extends CompletableFuture<T> implements Flow.Subscriber<ByteBuffer>, Runnable {
    private final EngineCaller caller;
    private final Call call;
    private final Reading<T> reading;
    private final Consumer<HttpReply> accepted;
    private final Cancellation steps = new Cancellation();
    private final ByteCollector body;
    private @Nullable HttpReply reply;
    private @Nullable Throwable failure;
    private volatile Flow.@Nullable Subscription source;

    /** @param accepted is told, on the I/O thread, when the engine has accepted the call */
    ValueCall(EngineCaller caller, Call call, Reading<T> reading, Consumer<HttpReply> accepted) {
        this.caller = caller;
        this.call = call;
        this.reading = reading;
        this.accepted = accepted;
        this.body = new ByteCollector(call.label(), Bodies.MAX_VALUE);
    }

    void start() {
        ApiVersion known = call.isVersioned() ? caller.knownVersion() : null;
        if (known != null || !call.isVersioned()) {
            send(known);
            return;
        }
        steps.during(caller.agreedVersion()).whenComplete((version, e) -> {
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
                } else if (EngineCaller.isAccepted(answer)) {
                    reply = answer;
                    accepted.accept(answer);
                    answer.body().subscribe(this);
                } else {
                    steps.during(caller.refused(call, version, steps, answer))
                            .whenComplete((none, refusal) -> fail(refusal));
                }
            });
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        if (isCancelled()) {
            abort();
        }
        return cancelled;
    }

    /** Closes the connection, at whatever stage it is. */
    void abort() {
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
        } catch (RuntimeException e) {
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
        caller.executor().execute(this);
    }

    @Override
    public void onComplete() {
        caller.executor().execute(this);
    }

    @Override
    public void run() {
        Throwable broken = failure;
        HttpReply answer = reply;
        if (broken != null || answer == null) {
            completeExceptionally(broken == null ? new IllegalStateException("a call without a reply") : broken);
            return;
        }
        try {
            complete(reading.read(answer, body.bytes()));
        } catch (Throwable e) {
            completeExceptionally(e);
        }
    }
}
