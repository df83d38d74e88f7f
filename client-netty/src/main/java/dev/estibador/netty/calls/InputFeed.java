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
 * has been handed over. The publisher is one that keeps to the rules ({@link GuardedPublisher}, {@code ChunkPublisher}).
 */
final class InputFeed implements Flow.Subscriber<ByteBuffer> {
    /** Pieces asked for and not yet written: one is made while others are sent. */
    private static final int IN_FLIGHT = 4;

    private final String call;
    private final Function<ByteBuffer, CompletableFuture<Void>> sink;
    private final Executor executor;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();
    /** Pieces that are not written yet, and one more until the publisher has ended. */
    private final AtomicInteger unsettled = new AtomicInteger(1);

    InputFeed(String call, Function<ByteBuffer, CompletableFuture<Void>> sink, Executor executor) {
        this.call = call;
        this.sink = sink;
        this.executor = executor;
        result.whenComplete((nothing, e) -> {
            Flow.Subscription from = source.get();
            if (from != null && (e != null || unsettled.get() > 0)) {
                from.cancel();
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
        if (!source.compareAndSet(null, subscription) || result.isDone()) {
            subscription.cancel();
        } else {
            subscription.request(IN_FLIGHT);
        }
    }

    @Override
    public void onNext(ByteBuffer piece) {
        Objects.requireNonNull(piece, "piece");
        unsettled.incrementAndGet();
        sink.apply(piece).whenComplete((nothing, e) -> {
            Flow.Subscription from = source.get();
            if (e != null) {
                fail(e);
            } else {
                settle();
                if (from != null && !result.isDone()) {
                    from.request(1);
                }
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
}
