package dev.estibador.netty.calls;

import dev.estibador.stream.EngineStream;
import dev.estibador.stream.Iteration;
import dev.estibador.system.Event;
import dev.estibador.system.EventGap;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Events of a stream that resumes: each gap is told right before the event after it, where that is given. */
final class EventStream implements EngineStream<Event> {
    private final EngineStream<EventResumption.Told> told;
    private final Consumer<? super EventGap> onGap;

    EventStream(EngineStream<EventResumption.Told> told, Consumer<? super EventGap> onGap) {
        this.told = told;
        this.onGap = onGap;
    }

    private Event event(EventResumption.Told item) {
        EventGap gap = item.gap();
        if (gap != null) {
            onGap.accept(gap);
        }
        return item.event();
    }

    @Override
    public CompletableFuture<Void> opened() {
        return told.opened();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Event> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        told.subscribe(new Flow.Subscriber<EventResumption.Told>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(EventResumption.Told item) {
                subscriber.onNext(event(item));
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
    public CompletableFuture<Void> forEach(Consumer<? super Event> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return told.forEach(item -> consumer.accept(event(item)));
    }

    @Override
    public Iteration<Event> iterate() {
        Iteration<EventResumption.Told> items = told.iterate();
        Iterator<EventResumption.Told> iterator = items.iterator();
        Iterator<Event> events = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public Event next() {
                return event(iterator.next());
            }
        };
        return new Iteration<>() {
            @Override
            public Iterator<Event> iterator() {
                return events;
            }

            @Override
            public boolean await(Duration timeout) {
                return items.await(timeout);
            }

            @Override
            public void close() {
                items.close();
            }
        };
    }

    @Override
    public void cancel() {
        told.cancel();
    }
}
