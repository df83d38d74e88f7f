package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.OutputFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumers that do what they should not, or what they may though few do: each hurts its own stream at most. */
@ParameterizedClass
@EnumSource(Kind.class)
class ConsumersContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Parameter
    Kind kind;

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    /** Answers pings, sends a few frames of "few", and of all others frames for ever. */
    private ScriptedEngine engine() throws IOException {
        return new ScriptedEngine(kind, c -> {
            opened.incrementAndGet();
            try {
                play(c);
            } catch (IOException e) {
                // the client has closed, which is what is waited for
            } finally {
                closed.incrementAndGet();
            }
        });
    }

    private static void play(ScriptedEngine.Conversation c) throws IOException {
        String head = c.head();
        if (head.contains("/_ping")) {
            c.say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nOK");
            return;
        }
        c.say(MULTIPLEXED);
        if (head.contains("/few/")) {
            c.chunk(frame(1, "one") + frame(1, "two")).say("0\r\n\r\n").awaitClose();
            return;
        }
        while (true) {
            c.chunk(frame(1, "endless"));
        }
    }

    private void awaitAllClosed() {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (closed.get() < opened.get()) {
            assertThat(System.nanoTime()).as("%s of %s closed", closed, opened).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Counts every signal, and does on each item what the test wants. */
    private static class Recorder implements Flow.Subscriber<OutputFrame> {
        final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        final ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
        final CompletableFuture<Void> began = new CompletableFuture<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        final AtomicInteger items = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger broken = new AtomicInteger();

        Flow.Subscription subscription() {
            return subscribed.join();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscribed.complete(given);
        }

        @Override
        public void onNext(OutputFrame frame) {
            if (inside.getAndIncrement() != 0 || !ends.isEmpty()) {
                broken.incrementAndGet();
            }
            items.incrementAndGet();
            began.complete(null);
            act();
            inside.decrementAndGet();
        }

        void act() {}

        @Override
        public void onError(Throwable failure) {
            end(failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            end("complete");
        }

        private void end(String how) {
            ends.add(how);
            ended.complete(null);
        }
    }

    /** Calls inside of {@code onNext}, and waits for them there. */
    @Test
    void reEntering() throws Exception {
        try (var engine = engine();
                var docker = engine.client()) {
            AtomicInteger pings = new AtomicInteger();
            await(
                    docker.containers().logs("few").forEach(outer -> {
                        await(docker.system().ping(), LIMIT);
                        await(docker.containers().logs("few").forEach(inner -> pings.incrementAndGet()), LIMIT);
                    }),
                    LIMIT);

            assertThat(pings).hasValue(4);
        }
    }

    /** L6. */
    @Test
    void throwing() throws Exception {
        try (var engine = engine();
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(
                            docker.containers().logs("web").forEach(frame -> {
                                throw new IllegalStateException("the consumer is broken");
                            }),
                            LIMIT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the consumer is broken");
            EngineStream<OutputFrame> unwanted = docker.containers().logs("web");
            assertThatThrownBy(() -> unwanted.subscribe(new Recorder() {
                        @Override
                        public void onSubscribe(Flow.Subscription given) {
                            throw new IllegalStateException("not even that");
                        }
                    }))
                    .hasMessage("not even that");

            await(docker.system().ping(), LIMIT);
            awaitAllClosed();
        }
    }

    /** A consumer in which the executor's thread ends for good hinders no other. */
    @Test
    void blocking() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var engine = engine();
                var docker = engine.client()) {
            var stuck = docker.containers().logs("web").forEach(frame -> {
                try {
                    assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await(docker.system().ping(), LIMIT);
            await(docker.containers().logs("few").forEach(frame -> {}), LIMIT);
            assertThat(stuck).isNotDone();
            stuck.cancel(true);
            awaitAllClosed();
            release.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void askingForNothingOrLess(long n) throws Exception {
        try (var engine = engine();
                var docker = engine.client()) {
            Recorder recorder = new Recorder();
            docker.containers().logs("web").subscribe(recorder);
            recorder.subscription().request(n);
            await(recorder.ended, LIMIT);

            assertThat(recorder.ends).containsExactly("IllegalArgumentException");
            awaitAllClosed();
        }
    }

    @Test
    void askingForEverTwice() throws Exception {
        try (var engine = engine();
                var docker = engine.client()) {
            Recorder recorder = new Recorder();
            docker.containers().logs("few").subscribe(recorder);
            recorder.subscription().request(Long.MAX_VALUE);
            recorder.subscription().request(Long.MAX_VALUE);
            recorder.subscription().request(1);
            await(recorder.ended, LIMIT);

            assertThat(recorder.items).hasValue(2);
            assertThat(recorder.ends).containsExactly("complete");
        }
    }

    @Test
    void cancellingInsideOnNext() throws Exception {
        try (var engine = engine();
                var docker = engine.client()) {
            Recorder recorder = new Recorder() {
                @Override
                void act() {
                    subscription().cancel();
                    subscription().request(Long.MAX_VALUE);
                }
            };
            docker.containers().logs("web").subscribe(recorder);
            recorder.subscription().request(Long.MAX_VALUE);
            await(recorder.began, LIMIT);
            awaitAllClosed();

            assertThat(recorder.items).hasValue(1);
            assertThat(recorder.ends).isEmpty();
        }
    }

    /** L9, L6: from before the connection to the middle of the stream, by a thread that has nothing to do with it. */
    @Test
    void cancellingAtAnyMoment() throws Exception {
        Random random = new Random(42);
        List<Recorder> recorders = new ArrayList<>();
        try (var engine = engine();
                var docker = engine.client()) {
            long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (System.nanoTime() < end) {
                Recorder recorder = new Recorder();
                recorders.add(recorder);
                EngineStream<OutputFrame> stream = docker.containers().logs("web");
                stream.subscribe(recorder);
                recorder.subscription().request(random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(5));
                long moment = System.nanoTime() + random.nextInt(random.nextBoolean() ? 20_000 : 2_000_000);
                while (System.nanoTime() < moment) {
                    Thread.onSpinWait();
                }
                if (random.nextBoolean()) {
                    recorder.subscription().cancel();
                } else {
                    stream.cancel();
                    await(recorder.ended, LIMIT);
                }
            }
            await(docker.system().ping(), LIMIT);
            awaitAllClosed();
        }
        System.out.println("cancelled at any moment, " + kind + ": " + recorders.size());

        assertThat(recorders).allSatisfy(recorder -> {
            assertThat(List.copyOf(recorder.ends)).isIn(List.of(), List.of("CancellationException"));
            assertThat(recorder.broken).hasValue(0);
        });
    }

    /** L48: each stream hears of it once, and no thread is left. */
    @Test
    void closingTheClientUnderLoad() throws Exception {
        List<Recorder> recorders = new ArrayList<>();
        try (var engine = engine()) {
            var docker = engine.client();
            for (int i = 0; i < 50; i++) {
                Recorder recorder = new Recorder();
                recorders.add(recorder);
                docker.containers().logs("web").subscribe(recorder);
                recorder.subscription().request(i % 5 == 0 ? 3 : Long.MAX_VALUE);
            }
            for (Recorder recorder : recorders) {
                await(recorder.began, LIMIT);
            }
            docker.close();
            for (Recorder recorder : recorders) {
                recorder.subscription().request(Long.MAX_VALUE);
                await(recorder.ended, LIMIT);
            }
            awaitAllClosed();
        }

        assertThat(recorders).allSatisfy(recorder -> {
            assertThat(recorder.ends).hasSize(1).doesNotContain("complete");
            assertThat(recorder.broken).hasValue(0);
        });
        awaitNoThreads();
    }

    private static void awaitNoThreads() {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("estibador"))) {
            assertThat(System.nanoTime()).as("a thread is left").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
