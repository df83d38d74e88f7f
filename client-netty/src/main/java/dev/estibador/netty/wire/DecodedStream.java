package dev.estibador.netty.wire;

import dev.estibador.netty.execution.Cancellations;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.Iteration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An {@link EngineStream} out of a call that opens it, a decoder, and the executor where its subscriber runs. */
public final class DecodedStream<T> implements EngineStream<T> {
    private final Mailbox<T> mailbox;
    private final Executor executor;
    private final AtomicBoolean consumed = new AtomicBoolean();

    /** @param opener sends the call; its future is cancelled if the stream is before it was accepted */
    public DecodedStream(Supplier<CompletableFuture<Source<T>>> opener, Executor executor) {
        this.mailbox = new Mailbox<>(opener);
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Void> opened() {
        mailbox.open();
        CompletableFuture<Void> result = new CompletableFuture<>();
        CompletableFuture<Void> opened = mailbox.opened();
        // what is known already needs no other thread to tell it
        opened.whenCompleteAsync(
                (nothing, e) -> {
                    if (e == null) {
                        result.complete(null);
                    } else {
                        result.completeExceptionally(Failures.unwrapped(e));
                    }
                },
                opened.isDone() ? Runnable::run : executor);
        Cancellations.link(result, () -> {
            if (!opened.isDone()) {
                cancel();
            }
        });
        return result;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (!consumed.compareAndSet(false, true)) {
            refuse(subscriber);
            return;
        }
        new SubscriberDelivery<>(mailbox, subscriber, executor).begin();
    }

    /** Fails the subscription of whoever comes second, as the rules of Reactive Streams have it. */
    public static void refuse(Flow.Subscriber<?> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
        subscriber.onError(alreadyConsumed());
    }

    /** What whoever comes second is told. */
    public static IllegalStateException alreadyConsumed() {
        return new IllegalStateException("this stream has its consumer already; make the call again for another");
    }

    @Override
    public CompletableFuture<Void> forEach(Consumer<? super T> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        CompletableFuture<Void> result = new CompletableFuture<>();
        subscribe(new Flow.Subscriber<T>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                Cancellations.link(result, subscription::cancel);
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(T item) {
                consumer.accept(item);
            }

            @Override
            public void onError(Throwable failure) {
                result.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                result.complete(null);
            }
        });
        return result;
    }

    @Override
    public Iteration<T> iterate() {
        if (!consumed.compareAndSet(false, true)) {
            throw alreadyConsumed();
        }
        mailbox.request(Long.MAX_VALUE);
        mailbox.open();
        return new MailboxIteration<>(mailbox);
    }

    @Override
    public void cancel() {
        mailbox.fail(new CancellationException("the stream was cancelled"));
    }

    /** Completes, on any thread, when nothing more will be read, whatever the reason. */
    public CompletableFuture<Void> over() {
        return mailbox.over();
    }

    /** With what it has failed, as far as that is known; null if it has not. */
    public @Nullable Throwable failure() {
        return mailbox.failure();
    }

    /** Ends the stream with that failure and closes it, unless it has ended. */
    public void fail(Throwable failure) {
        mailbox.fail(failure);
    }
}
