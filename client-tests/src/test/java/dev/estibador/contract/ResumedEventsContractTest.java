package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.system.Event;
import dev.estibador.system.EventGap;
import dev.estibador.system.EventOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** L15: events that are cut go on with none doubled, and what may be missing is told. */
@ParameterizedClass
@EnumSource(Kind.class)
class ResumedEventsContractTest {
    static final Duration LIMIT = Duration.ofSeconds(20);
    static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Date: Wed, 25 Nov 2026 08:33:20 GMT\r\nTransfer-Encoding: chunked\r\n\r\n";
    static final String END = "0\r\n\r\n";
    static final long ACCEPTED = 1_795_595_600L;
    static final Instant UNTIL = Instant.ofEpochSecond(ACCEPTED + 1_000_000);
    /** Of the reply that ends when it should. */
    static final String LAST_HEAD = HEAD.replace("Wed, 25 Nov 2026 08:33:20", "Sun, 06 Dec 2026 22:20:00");

    /** Of 10 KB: more than a socket, whatever its kind, and the client may hold. */
    private static final int MANY = 3000;

    @Parameter
    Kind kind;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<EventGap> gaps = new CopyOnWriteArrayList<>();

    static String event(String action, long seconds, long nanos) {
        return "{\"Action\":\"" + action + "\",\"time\":" + (ACCEPTED + seconds) + ",\"timeNano\":"
                + ((ACCEPTED + seconds) * 1_000_000_000L + nanos) + "}\n";
    }

    static String since(long seconds, long nanos) {
        return "since=%d.%09d".formatted(ACCEPTED + seconds, nanos);
    }

    private void tell(Event event) {
        told.add(event.action());
    }

    private EventOptions resuming() {
        return EventOptions.builder()
                .until(UNTIL)
                .resume(gap -> {
                    gaps.add(gap);
                    told.add("gap");
                })
                .build();
    }

    static void end(Conversation c, String... events) throws IOException {
        c.say(LAST_HEAD);
        for (String event : events) {
            c.chunk(event);
        }
        c.say(END).awaitClose();
    }

    private void follow(Script script) throws IOException {
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            await(docker.system().events(resuming()).forEach(this::tell), LIMIT);
        }
    }

    @Test
    void noneIsDoubledAndNoneOfTheSameTimeIsLost() throws IOException {
        follow(c -> {
            String head = c.head();
            if (c.number() == 1) {
                assertThat(head).doesNotContain("since").contains("until=");
                c.say(HEAD)
                        .chunk(event("a", 1, 0))
                        .chunk(event("b", 5, 7)
                                + event("c", 5, 7)
                                + event("half", 5, 7).substring(0, 20))
                        .reset();
            } else {
                assertThat(head).contains(since(4, 7) + "&until=");
                end(c, event("b", 5, 7) + event("c", 5, 7), event("d", 5, 7), event("e", 6, 0));
            }
        });

        assertThat(told).containsExactly("a", "b", "c", "d", "e");
    }

    /** An engine tells what happens at one time in any order, and twice what happens while it is asked. */
    @Test
    void neitherDisorderNorAnEventThatIsToldTwiceIsAGap() throws IOException {
        follow(c -> {
            c.head();
            if (c.number() == 1) {
                c.say(HEAD).chunk(event("a", 1, 0) + event("b", 5, 7)).reset();
            } else {
                end(c, event("older", 5, 3), event("b", 5, 7), event("c", 5, 8) + event("c", 5, 8));
            }
        });

        assertThat(told).containsExactly("a", "b", "older", "c");
    }

    @Test
    void aGapIsToldBeforeTheFirstEventAfterIt() throws IOException {
        follow(c -> {
            c.head();
            if (c.number() == 1) {
                c.say(HEAD).chunk(event("a", 1, 0) + event("b", 5, 7)).reset();
            } else {
                end(c, event("c", 6, 0), event("d", 7, 0));
            }
        });

        assertThat(told).containsExactly("a", "b", "gap", "c", "d");
        assertThat(gaps).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(Instant.ofEpochSecond(ACCEPTED + 5, 7));
            assertThat(gap.to()).isEqualTo(Instant.ofEpochSecond(ACCEPTED + 6));
            assertThat(gap.cause()).isInstanceOf(StreamFailedException.class);
        });
    }

    /** Where nothing was given, the engine's clock says from when on; that nothing is missing cannot be told. */
    @Test
    void aStreamThatWasCutBeforeItsFirstEventBeginsWhereItBegan() throws IOException {
        follow(c -> {
            String head = c.head();
            if (c.number() == 1) {
                c.say(HEAD).reset();
            } else {
                assertThat(head).contains("?" + since(0, 0) + "&until=");
                end(c, event("a", 1, 0), event("b", 2, 0));
            }
        });

        assertThat(told).containsExactly("gap", "a", "b");
        assertThat(gaps.get(0).from()).isEqualTo(Instant.ofEpochSecond(ACCEPTED));
    }

    /** An engine that stops ends its streams in good form, which is not the end that was asked for. */
    @Test
    void withoutUntilAProperEndIsACut() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(HEAD).chunk(event("a", 1, 0));
                    if (c.number() == 1) {
                        c.say(END).awaitClose();
                    } else {
                        c.chunk(event("b", 1, 1)).awaitClose();
                        closed.countDown();
                    }
                });
                var docker = engine.client()) {
            try (var events = docker.system().events(e -> e.resume(gaps::add)).iterate()) {
                var iterator = events.iterator();
                assertThat(iterator.next().action()).isEqualTo("a");
                assertThat(iterator.next().action()).isEqualTo("b");
                assertThat(events.await(Duration.ofMillis(1))).isFalse();
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(gaps).isEmpty();
    }

    /** Nor is an end before the time that was asked for: it lasts until the engine's clock has passed that. */
    @Test
    void aProperEndBeforeUntilIsACut() throws IOException {
        follow(c -> {
            c.head();
            if (c.number() == 1) {
                c.say(HEAD).chunk(event("a", 1, 0)).say(END).awaitClose();
            } else {
                end(c, event("a", 1, 0), event("b", 2, 0));
            }
        });

        assertThat(told).containsExactly("a", "b");
        assertThat(gaps).isEmpty();
    }

    /** The heads have whole seconds, so that an end between two of them is not known for sure; but it is asked for once more at most. */
    @Test
    void anEndBetweenTwoSecondsIsAskedForOnceMore() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    connections.incrementAndGet();
                    c.say(HEAD).chunk(event("a", 0, 5)).say(END).awaitClose();
                });
                var docker = engine.client()) {
            Instant until = Instant.ofEpochSecond(ACCEPTED, 900_000_000);
            await(docker.system().events(e -> e.until(until).resume(gaps::add)).forEach(this::tell), LIMIT);
        }

        assertThat(told).containsExactly("a");
        assertThat(gaps).isEmpty();
        assertThat(connections).hasValue(2);
    }

    /**
     * L7: what waits is bounded. The engine writes on until it is hung up on, while the consumer has asked for one event; once
     * the consumer has caught up it is asked again.
     */
    @Test
    void aSlowConsumerIsHungUpOnAndGoesOnLater() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        List<String> sent = new CopyOnWriteArrayList<>();
        Script script = c -> {
            String since = c.head().replaceFirst("(?s).*since=(\\d+)\\..*", "$1");
            c.say(c.number() == 1 ? HEAD : LAST_HEAD);
            if (c.number() == 1) {
                write(c, 0, MANY, sent);
                hungUp.countDown();
            } else if (write(c, Integer.parseInt(since) - (int) ACCEPTED, sent.size(), new ArrayList<>())) {
                c.say(END).awaitClose();
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
            CompletableFuture<Void> end = new CompletableFuture<>();
            docker.system().events(resuming()).subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(1);
                    subscribed.complete(subscription);
                }

                @Override
                public void onNext(Event event) {
                    told.add(event.action().substring(0, event.action().indexOf('x')));
                }

                @Override
                public void onError(Throwable failure) {
                    end.completeExceptionally(failure);
                }

                @Override
                public void onComplete() {
                    end.complete(null);
                }
            });
            assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(told).hasSizeLessThanOrEqualTo(1);
            await(subscribed, LIMIT).request(Long.MAX_VALUE);
            await(end, LIMIT);
        }
        assertThat(told).isEqualTo(sent);
        assertThat(sent).hasSizeLessThan(MANY);
        assertThat(gaps).isEmpty();
    }

    /** Writes events of 10 KB, one a second; false if the client hung up. */
    private static boolean write(Conversation c, int from, int to, List<String> sent) {
        String padding = "x".repeat(10_000);
        try {
            for (int i = from; i < to; i++) {
                c.chunk(event("e" + i + padding, i, 0));
                sent.add("e" + i);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whoCannotBearAGapEndsTheStream() throws IOException {
        Script script = c -> {
            c.head();
            if (c.number() == 1) {
                c.say(HEAD).chunk(event("a", 1, 0)).reset();
            } else {
                c.say(HEAD).chunk(event("b", 2, 0)).awaitClose();
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            var all = docker.system()
                    .events(e -> e.resume(gap -> {
                        throw new IllegalStateException("a gap", gap.cause());
                    }))
                    .forEach(this::tell);
            assertThatThrownBy(() -> await(all, LIMIT)).hasStackTraceContaining("a gap");
        }
        assertThat(told).containsExactly("a");
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        assertThatThrownBy(() -> follow(c -> {
                    c.head();
                    if (c.number() == 1) {
                        c.say(HEAD).chunk(event("a", 1, 0)).reset();
                    } else {
                        c.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                                .awaitClose();
                    }
                }))
                .isInstanceOf(BadRequestException.class);
        assertThat(told).containsExactly("a");
    }
}
