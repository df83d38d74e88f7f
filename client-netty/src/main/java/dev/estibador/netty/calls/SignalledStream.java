package dev.estibador.netty.calls;

import dev.estibador.netty.calls.Signals.Signal;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.Iteration;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The items of a stream without the {@link Signal}s among them, each of which is run where an item would be given. */
final class SignalledStream<T> implements EngineStream<T> {
    private final EngineStream<Object> all;

    SignalledStream(EngineStream<Object> all) {
        this.all = all;
    }

    /** Gives the item to the consumer, or runs the signal; whether it was an item. */
    @SuppressWarnings("unchecked") // whatever is no signal is one of the decoder's items
    private static <T> boolean take(Object next, Consumer<? super T> consumer) {
        if (next instanceof Signal signal) {
            signal.call().run();
            return false;
        }
        consumer.accept((T) next);
        return true;
    }

    @Override
    public CompletableFuture<Void> opened() {
        return all.opened();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        all.subscribe(new Flow.Subscriber<Object>() {
            private Flow.@Nullable Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                subscriber.onSubscribe(given);
            }

            @Override
            public void onNext(Object next) {
                if (!take(next, subscriber::onNext) && subscription != null) {
                    // it was not what was asked for
                    subscription.request(1);
                }
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
            }
        });
    }

    @Override
    public CompletableFuture<Void> forEach(Consumer<? super T> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return all.forEach(next -> take(next, consumer));
    }

    @Override
    public Iteration<T> iterate() {
        return new Items<>(all.iterate());
    }

    @Override
    public void cancel() {
        all.cancel();
    }

    private static final class Items<T> implements Iteration<T> {
        private final Iteration<Object> all;
        private final Iterator<Object> everything;
        private @Nullable T waiting;
        private final Iterator<T> items = new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (waiting == null && everything.hasNext()) {
                    takeNext();
                }
                return waiting != null;
            }

            @Override
            public T next() {
                T item = hasNext() ? waiting : null;
                if (item == null) {
                    throw new NoSuchElementException("the stream has ended");
                }
                waiting = null;
                return item;
            }
        };

        Items(Iteration<Object> all) {
            this.all = all;
            this.everything = all.iterator();
        }

        private void takeNext() {
            Object next = everything.next();
            try {
                SignalledStream.<T>take(next, item -> waiting = item);
            } catch (Throwable e) {
                close();
                throw e;
            }
        }

        @Override
        public Iterator<T> iterator() {
            return items;
        }

        @Override
        public boolean await(Duration timeout) {
            long end = System.nanoTime() + timeout.toNanos();
            while (waiting == null) {
                if (!all.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    return false;
                }
                if (!everything.hasNext()) {
                    return true;
                }
                takeNext();
            }
            return true;
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
