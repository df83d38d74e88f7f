package dev.estibador.netty.calls;

import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.wire.Failures;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream over as many connections as it takes. After a cut it waits ({@link Backoff}), asks for the rest, and reads on;
 * who reads sees neither. When there have been enough attempts that led to nothing, the last failure is the stream's.
 *
 * <p>Only one connection signals at any time, and its signals are serial. Between two connections, and before the first bytes of one,
 * the reader may get no bytes at all as something to read, if it asked: then its decoder gives the signals that wait.
 */
final class ResumedBytes implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    /** A connection that lasted so long was a good one, though nothing came. */
    private static final long LASTING = Backoff.LONGEST.toNanos();

    /** So often in a row the rest is asked for without a wait and without anything new. */
    private static final int MOST_IN_A_ROW = 32;

    private final String call;
    private final Flow.Publisher<ByteBuffer> first;
    private final Resumption resumption;
    private final Supplier<CompletableFuture<Flow.Publisher<ByteBuffer>>> rest;
    private final Function<Duration, CompletableFuture<Void>> pauses;
    private final Backoff backoff;
    private final Executor executor;
    private final Cancellation steps;

    private @Nullable OneConnection connection;
    private long wanted;
    private boolean cancelled;

    private int inARow;
    private long givenBefore;
    private long began;

    /**
     * @param rest sends the call for what has not come, by {@code steps}
     * @param executor where it is sent
     */
    ResumedBytes(
            String call,
            Flow.Publisher<ByteBuffer> first,
            Resumption resumption,
            Supplier<CompletableFuture<Flow.Publisher<ByteBuffer>>> rest,
            Function<Duration, CompletableFuture<Void>> pauses,
            Backoff backoff,
            Executor executor,
            Cancellation steps) {
        this.call = call;
        this.first = first;
        this.resumption = resumption;
        this.rest = rest;
        this.pauses = pauses;
        this.backoff = backoff;
        this.executor = executor;
        this.steps = steps;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> reader) {
        reader.onSubscribe(this);
        read(first, reader);
    }

    private void read(Flow.Publisher<ByteBuffer> bytes, Flow.Subscriber<? super ByteBuffer> reader) {
        began = System.nanoTime();
        givenBefore = resumption.given();
        bytes.subscribe(new OneConnection(reader, resumption.hasSignals()));
    }

    @Override
    public void request(long n) {
        OneConnection now;
        synchronized (this) {
            wanted += n;
            now = connection;
        }
        if (now != null) {
            now.request(n);
        }
    }

    @Override
    public void cancel() {
        OneConnection now;
        synchronized (this) {
            cancelled = true;
            now = connection;
        }
        steps.cancel();
        if (now != null) {
            now.cancel();
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized void disconnected() {
        connection = null;
    }

    /** Takes one of the reads that were asked for, if there is one. */
    private synchronized boolean isWanted() {
        if (wanted == 0) {
            return false;
        }
        wanted--;
        return true;
    }

    private static ByteBuffer nothing() {
        return ByteBuffer.allocate(0);
    }

    /** Gives the signals that wait, if the reader asked for something, while there is no connection. */
    private void giveSignals(Flow.Subscriber<? super ByteBuffer> reader) {
        if (resumption.hasSignals() && isWanted()) {
            reader.onNext(nothing());
        }
    }

    private boolean hasProgress() {
        return resumption.given() > givenBefore;
    }

    private void cut(DockerException cause, Flow.Subscriber<? super ByteBuffer> reader) {
        disconnected();
        if (hasProgress() || System.nanoTime() - began > LASTING) {
            backoff.reset();
        }
        inARow = 0;
        if (resumption.cut(cause)) {
            giveSignals(reader);
            tryAgain(cause, reader);
        } else {
            reader.onError(cause);
        }
    }

    private void tryAgain(Throwable cause, Flow.Subscriber<? super ByteBuffer> reader) {
        Duration wait = backoff.next();
        if (wait == null) {
            reader.onError(cause);
            return;
        }
        steps.during(pauses.apply(wait))
                .whenComplete((nothing, e) -> step(reader, () -> {
                    if (e == null) {
                        executor.execute(() -> step(reader, () -> goOn(reader)));
                    } else if (!isCancelled()) {
                        reader.onError(Failures.unwrapped(e));
                    }
                }));
    }

    /** Asks for the rest without a wait, unless that has come to nothing too often. */
    private void goOnAtOnce(Flow.Subscriber<? super ByteBuffer> reader) {
        disconnected();
        inARow = hasProgress() ? 0 : inARow + 1;
        if (inARow > MOST_IN_A_ROW) {
            cut(new StreamFailedException(call, "the engine's replies lead to nothing new", null), reader);
            return;
        }
        giveSignals(reader);
        if (!isCancelled()) {
            executor.execute(() -> step(reader, () -> goOn(reader)));
        }
    }

    /** Takes a step on which nobody waits: what it throws is the end of the stream. */
    private void step(Flow.Subscriber<? super ByteBuffer> reader, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            reader.onError(Failures.fault(call, e));
        }
    }

    private void goOn(Flow.Subscriber<? super ByteBuffer> reader) {
        if (isCancelled()) {
            return;
        }
        rest.get()
                .whenComplete((bytes, e) -> step(reader, () -> {
                    if (bytes != null) {
                        read(bytes, reader);
                    } else if (!isCancelled()) {
                        refused(Failures.unwrapped(e), reader);
                    }
                }));
    }

    private void refused(Throwable failure, Flow.Subscriber<? super ByteBuffer> reader) {
        if (resumption.isEndedBy(failure)) {
            reader.onComplete();
        } else if (mayPass(failure)) {
            tryAgain(failure, reader);
        } else {
            reader.onError(failure);
        }
    }

    /** Whether it may be otherwise the next time. */
    static boolean mayPass(@Nullable Throwable failure) {
        if (failure != null && failure.getCause() instanceof Error) {
            return false; // a class that could not be linked, or no memory
        }
        return failure instanceof ConnectionException
                || failure instanceof StreamFailedException
                || failure instanceof EngineTimeoutException
                || (failure instanceof EngineException refused && refused.status() >= 500);
    }

    private void ended(Flow.Subscriber<? super ByteBuffer> reader) {
        disconnected();
        steps.during(resumption.ended())
                .whenComplete((ending, e) -> step(reader, () -> {
                    if (e != null && !isCancelled()) {
                        broken(Failures.unwrapped(e), reader);
                    } else if (!isCancelled()) {
                        ended(ending, reader);
                    }
                }));
    }

    private void ended(Resumption.Ending ending, Flow.Subscriber<? super ByteBuffer> reader) {
        switch (ending) {
            case COMPLETE -> reader.onComplete();
            case MORE -> goOnAtOnce(reader);
            case EARLY ->
                cut(new StreamFailedException(call, "the engine ended the stream before its time", null), reader);
        }
    }

    private void broken(Throwable failure, Flow.Subscriber<? super ByteBuffer> reader) {
        if (failure instanceof DockerException broken && mayPass(broken)) {
            cut(broken, reader);
        } else {
            reader.onError(failure);
        }
    }

    private final class OneConnection implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> reader;

        private Flow.@Nullable Subscription subscription;
        /** Until signals were given, nothing is asked of this connection; so it does not give anything in the meantime. */
        private boolean signalling;

        private boolean giving;
        private @Nullable Runnable end;
        private boolean left;

        OneConnection(Flow.Subscriber<? super ByteBuffer> reader, boolean signals) {
            this.reader = reader;
            this.signalling = signals;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            boolean late;
            long asked;
            synchronized (ResumedBytes.this) {
                late = cancelled;
                asked = wanted;
                subscription = given;
                connection = this;
            }
            if (late) {
                given.cancel();
            } else if (resumption.isLeaving()) {
                leave();
            } else if (asked > 0) {
                request(asked);
            }
        }

        void request(long n) {
            Flow.Subscription to;
            boolean signals;
            synchronized (ResumedBytes.this) {
                to = subscription;
                if (giving || left || to == null) {
                    return;
                }
                signals = signalling;
                signalling = false;
                giving = signals;
                wanted -= signals ? 1 : 0;
            }
            if (signals) {
                signal(to);
            } else {
                to.request(n);
            }
        }

        private void signal(Flow.Subscription to) {
            reader.onNext(nothing());
            long asked;
            Runnable ended;
            synchronized (ResumedBytes.this) {
                giving = false;
                asked = wanted;
                ended = end;
            }
            if (ended != null) {
                step(reader, ended);
            } else if (asked > 0) {
                to.request(asked);
            }
        }

        void cancel() {
            Flow.Subscription from;
            synchronized (ResumedBytes.this) {
                from = subscription;
            }
            if (from != null) {
                from.cancel();
            }
        }

        private void leave() {
            synchronized (ResumedBytes.this) {
                if (left) {
                    return;
                }
                left = true;
            }
            cancel();
            goOnAtOnce(reader);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            synchronized (ResumedBytes.this) {
                if (left) {
                    return;
                }
                wanted--;
            }
            reader.onNext(bytes);
            if (resumption.isLeaving() && !isCancelled()) {
                leave();
            }
        }

        /** The connection has ended, which is said after the signals that are being given. */
        private void end(Runnable how) {
            synchronized (ResumedBytes.this) {
                if (left) {
                    return;
                }
                if (giving) {
                    end = how;
                    return;
                }
            }
            step(reader, how);
        }

        @Override
        public void onError(Throwable failure) {
            end(() -> broken(failure, reader));
        }

        @Override
        public void onComplete() {
            end(() -> ended(reader));
        }
    }
}
