package dev.estibador.netty.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.http.HttpReply;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** L15, L16: what is a cut, how often and how long it is tried again, and that nothing goes on after a cancel. */
class ResumedBytesTest {
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<CompletableFuture<Flow.Publisher<ByteBuffer>>> answers = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private final List<Object> seen = new ArrayList<>();
    private final Place place = new Place();
    private final ResumedBytes bytes = new ResumedBytes(
            "GET /events",
            connection(),
            place,
            () -> {
                place.rest();
                return answers.pop();
            },
            pause -> {
                pauses.add(pause);
                waiting.add(new CompletableFuture<>());
                return waiting.get(waiting.size() - 1);
            },
            new Backoff(() -> 0.5),
            Runnable::run,
            new Cancellation());

    private Connection connection() {
        connections.add(new Connection());
        return connections.get(connections.size() - 1);
    }

    private static DockerException cut(String words) {
        return new StreamFailedException(null, words, null);
    }

    private static final class Place implements Resumption {
        long given;
        boolean known = true;
        boolean leaving;
        boolean signals;
        CompletableFuture<Ending> ending = CompletableFuture.completedFuture(Ending.COMPLETE);

        @Override
        public void accepted(HttpReply reply) {}

        @Override
        public void resumed(HttpReply reply) {}

        @Override
        public CompletableFuture<Ending> ended() {
            return ending;
        }

        @Override
        public boolean isLeaving() {
            return leaving;
        }

        @Override
        public boolean hasSignals() {
            return signals;
        }

        @Override
        public long given() {
            return given;
        }

        @Override
        public boolean cut(DockerException cause) {
            return known;
        }

        @Override
        public Call rest() {
            leaving = false;
            return Call.get("/events");
        }
    }

    private static final class Connection implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
        Flow.@Nullable Subscriber<? super ByteBuffer> to;
        long asked;
        boolean closed;

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            to = subscriber;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            asked += n;
        }

        @Override
        public void cancel() {
            closed = true;
        }
    }

    private Flow.Subscription read() {
        List<Flow.Subscription> subscription = new ArrayList<>();
        bytes.subscribe(new Flow.Subscriber<ByteBuffer>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription.add(given);
            }

            @Override
            public void onNext(ByteBuffer one) {
                seen.add(one.hasRemaining() ? (int) one.get(0) : "signals");
                place.signals &= one.hasRemaining();
            }

            @Override
            public void onError(Throwable failure) {
                seen.add(failure);
            }

            @Override
            public void onComplete() {
                seen.add("end");
            }
        });
        return subscription.get(0);
    }

    private void send(int connection, int value) {
        connections.get(connection).asked--;
        connections.get(connection).to.onNext(ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    private void endPause() {
        waiting.get(waiting.size() - 1).complete(null);
    }

    @Test
    void whatWasAskedForAndDidNotComeIsAskedOfTheNextConnection() {
        Flow.Subscription subscription = read();
        subscription.request(2);
        send(0, 1);
        connections.get(0).to.onError(cut("first"));
        answers.add(CompletableFuture.completedFuture(connection()));
        subscription.request(1);
        assertThat(connections.get(1).to).isNull();

        endPause();
        assertThat(connections.get(1).asked).isEqualTo(2);
        send(1, 2);
        connections.get(1).to.onComplete();
        assertThat(seen).containsExactly(1, 2, "end");
    }

    @Test
    void whoComesToNothingForAMinuteFailsWithTheLastFailure() {
        read();
        connections.get(0).to.onError(cut("first"));
        DockerException last = new EngineTimeoutException(null, "last", null);
        for (int i = 1; i < Backoff.ATTEMPTS; i++) {
            answers.add(CompletableFuture.failedFuture(
                    i % 2 == 0
                            ? EngineException.of("GET /events", 503, "starting")
                            : new ConnectionException(null, "refused", null)));
            endPause();
            assertThat(seen).isEmpty();
        }
        answers.add(CompletableFuture.failedFuture(last));
        endPause();

        assertThat(seen).containsExactly(last);
        assertThat(pauses).hasSize(Backoff.ATTEMPTS).startsWith(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(55), Duration.ofSeconds(65));
    }

    /** An engine that accepts and ends, and gives nothing, is one that does not work. */
    @Test
    void connectionsThatGiveNothingDoNotGoOnForEver() {
        place.ending = CompletableFuture.completedFuture(Resumption.Ending.EARLY);
        read();
        connections.get(0).to.onComplete();
        for (int i = 1; i <= Backoff.ATTEMPTS; i++) {
            answers.add(CompletableFuture.completedFuture(connection()));
            endPause();
            connections.get(i).to.onComplete();
        }

        assertThat(seen).singleElement().isInstanceOf(StreamFailedException.class);
    }

    @Test
    void oneThatGivesSomethingMakesTheNextPauseShortAgain() {
        read();
        connections.get(0).to.onError(cut("first"));
        answers.add(CompletableFuture.failedFuture(new ConnectionException(null, "refused", null)));
        endPause();
        answers.add(CompletableFuture.completedFuture(connection()));
        endPause();
        place.given++;
        connections.get(1).to.onError(cut("second"));

        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(100));
    }

    @Test
    void refusalsAndMalformedRepliesAreNoCuts() {
        read();
        connections.get(0).to.onError(cut("first"));
        DockerException gone = EngineException.of("GET /events", 404, "no such container");
        answers.add(CompletableFuture.failedFuture(gone));
        endPause();
        assertThat(seen).containsExactly(gone);

        DockerException malformed = new MalformedReplyException(null, "no chunk", null);
        connections.get(0).to.onError(malformed);
        assertThat(seen).containsExactly(gone, malformed);
    }

    @Test
    void whereThePlaceIsNotKnownACutIsTheEnd() {
        place.known = false;
        read();
        DockerException cut = cut("first");
        connections.get(0).to.onError(cut);

        assertThat(seen).containsExactly(cut);
        assertThat(pauses).isEmpty();
    }

    /** L9. */
    @Test
    void aCancelEndsThePause() {
        Flow.Subscription subscription = read();
        connections.get(0).to.onError(cut("first"));
        subscription.cancel();

        assertThat(waiting.get(0)).isCancelled();
        assertThat(seen).isEmpty();
    }

    /** L9: while the call is under way, and as it is answered. */
    @Test
    void aCancelClosesTheConnectionThatComesAfterIt() {
        Flow.Subscription subscription = read();
        connections.get(0).to.onError(cut("first"));
        CompletableFuture<Flow.Publisher<ByteBuffer>> answer = new CompletableFuture<>();
        answers.add(answer);
        endPause();
        subscription.cancel();
        answer.complete(connection());

        assertThat(connections.get(1).closed).isTrue();
        assertThat(seen).isEmpty();
    }

    @Test
    void whereMoreIsToBeAskedForThatIsDoneAtOnce() {
        place.ending = CompletableFuture.completedFuture(Resumption.Ending.MORE);
        read().request(1);
        answers.add(CompletableFuture.completedFuture(connection()));
        connections.get(0).to.onComplete();

        assertThat(pauses).isEmpty();
        assertThat(connections.get(1).asked).isEqualTo(1);
    }

    /** An engine whose every reply leads to another one is tried again after a while, and given up at last. */
    @Test
    void whatLeadsToNothingIsNotAskedForWithoutAnEnd() {
        place.ending = CompletableFuture.completedFuture(Resumption.Ending.MORE);
        read();
        for (int i = 0; pauses.isEmpty(); i++) {
            answers.add(CompletableFuture.completedFuture(connection()));
            connections.get(i).to.onComplete();
            assertThat(i).isLessThan(100);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aReplyThatIsOfNoMoreUseIsLeft() {
        Flow.Subscription subscription = read();
        subscription.request(2);
        place.leaving = true;
        answers.add(CompletableFuture.completedFuture(connection()));
        send(0, 1);

        assertThat(connections.get(0).closed).isTrue();
        assertThat(connections.get(1).asked).isEqualTo(1);
        send(0, 2);
        send(1, 3);
        connections.get(0).to.onError(cut("late"));
        assertThat(seen).containsExactly(1, 3);
    }

    @Test
    void whetherItIsTheEndMayTakeAWhileToKnow() {
        place.ending = new CompletableFuture<>();
        read();
        connections.get(0).to.onComplete();
        assertThat(seen).isEmpty();

        place.ending.complete(Resumption.Ending.COMPLETE);
        assertThat(seen).containsExactly("end");
    }

    @Test
    void whoCannotBeAskedWhetherItIsTheEndIsTriedAgain() {
        place.ending = CompletableFuture.failedFuture(new ConnectionException(null, "refused", null));
        read();
        connections.get(0).to.onComplete();

        assertThat(pauses).hasSize(1);
        assertThat(seen).isEmpty();
    }

    /** What is to be said at a cut is said then, and what is to be said later comes before the next bytes. */
    @Test
    void signalsComeWhereTheReaderAsked() {
        Flow.Subscription subscription = read();
        subscription.request(1);
        place.signals = true;
        connections.get(0).to.onError(cut("first"));
        assertThat(seen).containsExactly("signals");

        place.signals = true;
        answers.add(CompletableFuture.completedFuture(connection()));
        endPause();
        assertThat(seen).containsExactly("signals");
        assertThat(connections.get(1).asked).isZero();

        subscription.request(2);
        assertThat(seen).containsExactly("signals", "signals");
        assertThat(connections.get(1).asked).isEqualTo(1);
    }

    @Test
    void wherePausesAreVariedTheyAreSoByAFifthAtMost() {
        Backoff shortest = new Backoff(() -> 0);
        Backoff longest = new Backoff(() -> 1);
        for (int i = 0; i < Backoff.ATTEMPTS; i++) {
            Duration least = shortest.next();
            assertThat(least).isLessThan(longest.next());
            assertThat(least).isGreaterThanOrEqualTo(Duration.ofMillis(80)).isLessThan(Duration.ofSeconds(7));
        }
        assertThat(shortest.next()).isNull();
        Backoff any = new Backoff();
        assertThat(any.next()).isBetween(Duration.ofMillis(80), Duration.ofMillis(120));
    }

    /** L48. */
    @Test
    void aClientThatIsClosedDoesNotTryAgain() {
        Pauses ended = new Pauses();
        CompletableFuture<Void> before = ended.pause(Duration.ofHours(1));
        ended.close();
        CompletableFuture<Void> after = ended.pause(Duration.ofHours(1));

        assertThat(List.of(before, after)).allSatisfy(pause -> assertThat(pause).isCompletedExceptionally());
        read();
        connections.get(0).to.onError(cut("first"));
        ConnectionException closed = new ConnectionException(null, "the client was closed", null);
        waiting.get(0).completeExceptionally(closed);
        assertThat(seen).containsExactly(closed);
    }
}
