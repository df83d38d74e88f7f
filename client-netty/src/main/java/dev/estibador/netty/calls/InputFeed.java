package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.error.UploadFailedException;
import dev.estibador.netty.wire.Failures;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a publisher gives into a session: a few pieces are on their way at a time, and the next is asked for when one
 * has been handed over. The publisher is spoken to on the executor, by one thread at a time.
 */
final class InputFeed implements Flow.Subscriber<ByteBuffer> {
    /** Pieces asked for and not yet written: one is made while others are sent. */
    private static final int ON_THE_WAY = 4;

    private final String call;
    private final Function<ByteBuffer, CompletableFuture<Void>> sink;
    private final Executor executor;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();
    /** Pieces that are not written yet, and one more until the publisher has ended. */
    private final AtomicInteger unsettled = new AtomicInteger(1);
    /** What is to be told to the publisher: pieces to ask for, or just that there is news. */
    private final AtomicInteger due = new AtomicInteger();

    private boolean left;

    InputFeed(String call, Function<ByteBuffer, CompletableFuture<Void>> sink, Executor executor) {
        this.call = call;
        this.sink = sink;
        this.executor = executor;
        result.whenComplete((nothing, e) -> {
            if (e != null) {
                tell(1);
            }
        });
    }

    /** Completes when all is written; however else it ends, the publisher is left. */
    CompletableFuture<Void> result() {
        return result;
    }

    /** Ends it, unless it has ended. */
    void fail(Throwable failure) {
        executor.execute(() -> result.completeExceptionally(Failures.unwrapped(failure)));
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        Objects.requireNonNull(subscription, "subscription");
        if (source.compareAndSet(null, subscription)) {
            tell(ON_THE_WAY);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(ByteBuffer piece) {
        Objects.requireNonNull(piece, "piece");
        unsettled.incrementAndGet();
        sink.apply(piece).whenComplete((nothing, e) -> {
            if (e == null) {
                settle();
                tell(1);
            } else {
                fail(e);
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        fail(
                failure instanceof DockerException
                        ? failure
                        : new UploadFailedException(
                                call, "what was to be written could not be read: " + failure.getMessage(), failure));
    }

    @Override
    public void onComplete() {
        settle();
    }

    private void settle() {
        if (unsettled.decrementAndGet() == 0) {
            executor.execute(() -> EngineCaller.settleNow(result, null, null));
        }
    }

    private void tell(int pieces) {
        if (due.getAndAdd(pieces) == 0) {
            executor.execute(this::run);
        }
    }

    private void run() {
        int pieces = due.get();
        do {
            Flow.Subscription from = source.get();
            if (from != null && !left) {
                if (result.isCompletedExceptionally()) {
                    left = true;
                    from.cancel();
                } else {
                    from.request(pieces);
                }
            }
            pieces = due.addAndGet(-pieces);
        } while (pieces > 0);
    }
}
