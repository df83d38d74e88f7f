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
 * The bytes of a stream over as many connections as it takes. After a cut it waits, asks for the rest, and reads on; who
 * reads sees neither. The wait grows from {@link #FIRST_PAUSE} to {@link #LONGEST_PAUSE}, and after {@link #ATTEMPTS} that led to
 * nothing the last failure is the stream's. Only one connection signals at any time, and its signals are serial.
 */
final class ResumedBytes implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    /** With pauses of a minute in all. */
    static final int ATTEMPTS = 13;

    /** A connection that lasted so long was a good one, though nothing came. */
    private static final long LASTING = LONGEST_PAUSE.toNanos();

    private final String call;
    private final Flow.Publisher<ByteBuffer> first;
    private final Resumption resumption;
    private final Supplier<CompletableFuture<Flow.Publisher<ByteBuffer>>> rest;
    private final Function<Duration, CompletableFuture<Void>> pauses;
    private final Executor executor;
    private final Cancellation steps;

    private Flow.@Nullable Subscription connection;
    private long wanted;
    private boolean cancelled;

    private int attempts;
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
            Executor executor,
            Cancellation steps) {
        this.call = call;
        this.first = first;
        this.resumption = resumption;
        this.rest = rest;
        this.pauses = pauses;
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
        bytes.subscribe(new OneConnection(reader));
    }

    @Override
    public void request(long n) {
        Flow.Subscription now;
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
        Flow.Subscription now;
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

    private void cut(DockerException cause, Flow.Subscriber<? super ByteBuffer> reader) {
        synchronized (this) {
            connection = null;
        }
        if (resumption.given() > givenBefore || System.nanoTime() - began > LASTING) {
            attempts = 0;
        }
        if (resumption.cut(cause)) {
            tryAgain(cause, reader);
        } else {
            reader.onError(cause);
        }
    }

    private void tryAgain(Throwable cause, Flow.Subscriber<? super ByteBuffer> reader) {
        if (attempts == ATTEMPTS) {
            reader.onError(cause);
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << attempts++);
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        steps.during(pauses.apply(bounded)).whenComplete((nothing, e) -> {
            if (e == null) {
                executor.execute(() -> goOn(reader));
            } else if (!isCancelled()) {
                reader.onError(Failures.unwrapped(e));
            }
        });
    }

    private void goOn(Flow.Subscriber<? super ByteBuffer> reader) {
        rest.get().whenComplete((bytes, e) -> {
            if (bytes != null) {
                read(bytes, reader);
            } else if (!isCancelled()) {
                Throwable failure = Failures.unwrapped(e);
                if (mayPass(failure)) {
                    tryAgain(failure, reader);
                } else {
                    reader.onError(failure);
                }
            }
        });
    }

    /** Whether it may be otherwise the next time. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof ConnectionException
                || failure instanceof StreamFailedException
                || failure instanceof EngineTimeoutException
                || (failure instanceof EngineException refused && refused.status() >= 500);
    }

    private final class OneConnection implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> reader;

        OneConnection(Flow.Subscriber<? super ByteBuffer> reader) {
            this.reader = reader;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            boolean late;
            long asked;
            synchronized (ResumedBytes.this) {
                late = cancelled;
                asked = wanted;
                connection = subscription;
            }
            if (late) {
                subscription.cancel();
            } else if (asked > 0) {
                subscription.request(asked);
            }
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            synchronized (ResumedBytes.this) {
                wanted--;
            }
            reader.onNext(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            if (failure instanceof DockerException broken && mayPass(broken)) {
                cut(broken, reader);
            } else {
                reader.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (resumption.mayEnd()) {
                reader.onComplete();
            } else {
                DockerException early =
                        new StreamFailedException(call, "the engine ended the stream before its time", null);
                cut(early, reader);
            }
        }
    }
}
