package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.common.TarContent;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.UploadFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** L21: publishers that break the rules, and executors that do, end their own call with a typed error, and hang nothing. */
@Timeout(60)
class PublishersContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** What a publisher does wrong. */
    enum Fault {
        THROWS_IN_SUBSCRIBE,
        THROWS_AN_ERROR_IN_SUBSCRIBE,
        THROWS_IN_REQUEST,
        THROWS_IN_CANCEL_AFTER_A_FAILURE,
        GIVES_NULL,
        GIVES_NULL_IN_ANOTHER_THREAD,
        GIVES_A_NULL_FAILURE,
        GIVES_A_NULL_SUBSCRIPTION,
        GIVES_WHAT_NOBODY_ASKED_FOR,
        FAILS
    }

    /** Who sends it. */
    enum Use {
        LOAD,
        STDIN
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> Stream.of(Use.LOAD, Use.STDIN).map(use -> Arguments.of(fault, use)));
    }

    private static ByteBuffer piece() {
        return ByteBuffer.wrap(new byte[1 << 20]);
    }

    private static void inAnotherThread(Runnable action) {
        Thread thread = new Thread(action);
        thread.setUncaughtExceptionHandler((in, e) -> {});
        thread.start();
    }

    /** Publishers are called by threads of these names alone. */
    private static Flow.Publisher<ByteBuffer> publisher(Fault fault, Set<String> threads) {
        return subscriber -> {
            threads.add(Thread.currentThread().getName());
            switch (fault) {
                case THROWS_IN_SUBSCRIBE -> throw new IllegalStateException("on purpose");
                case THROWS_AN_ERROR_IN_SUBSCRIBE -> throw new StackOverflowError("on purpose");
                case GIVES_A_NULL_SUBSCRIPTION -> subscriber.onSubscribe(null);
                default ->
                    subscriber.onSubscribe(new Flow.Subscription() {
                        @Override
                        public void request(long n) {
                            threads.add(Thread.currentThread().getName());
                            switch (fault) {
                                case THROWS_IN_REQUEST -> throw new IllegalStateException("on purpose");
                                case GIVES_NULL -> subscriber.onNext(null);
                                case GIVES_NULL_IN_ANOTHER_THREAD -> inAnotherThread(() -> subscriber.onNext(null));
                                case GIVES_A_NULL_FAILURE -> subscriber.onError(null);
                                case GIVES_WHAT_NOBODY_ASKED_FOR -> {
                                    for (int i = 0; i < 200; i++) {
                                        subscriber.onNext(piece());
                                    }
                                }
                                default -> subscriber.onError(new IOException("on purpose"));
                            }
                        }

                        @Override
                        public void cancel() {
                            threads.add(Thread.currentThread().getName());
                            if (fault == Fault.THROWS_IN_CANCEL_AFTER_A_FAILURE) {
                                throw new IllegalStateException("on purpose");
                            }
                        }
                    });
            }
        };
    }

    private static void play(Conversation c) throws IOException {
        String head = c.head();
        while (head.contains("/_ping") || head.contains("/json")) {
            c.json("{}");
            head = c.head();
        }
        if (head.contains("/attach")) {
            c.say(Conversation.SWITCHED);
        }
        c.awaitClose();
    }

    private static CompletableFuture<?> use(DockerClient docker, Use use, Flow.Publisher<ByteBuffer> publisher) {
        return switch (use) {
            case LOAD -> docker.images().load(TarContent.of(publisher)).result();
            case STDIN ->
                await(docker.containers().attach("c", a -> a.stdin(true)), LIMIT)
                        .writeAll(publisher);
        };
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aPublisherThatBreaksTheRulesFailsItsCall(Fault fault, Use use) throws IOException {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, PublishersContractTest::play);
                var docker = engine.client()) {
            CompletableFuture<?> call = use(docker, use, publisher(fault, threads));

            assertThatThrownBy(() -> await(call, LIMIT))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining(use == Use.LOAD ? "POST /images/load" : "POST /containers/c/attach");
            await(docker.system().ping(), LIMIT);
        }
        assertThat(threads).noneMatch(name -> name.startsWith("estibador-io"));
    }

    /** One that never gives anything is ended with its call, and one that begins late is left at once. */
    @ParameterizedTest
    @CsvSource({"LOAD, false", "STDIN, false", "LOAD, true", "STDIN, true"})
    void aPublisherThatGivesNothingIsCancelledWithItsCall(Use use, boolean completes) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Flow.Publisher<ByteBuffer> silent = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                asked.countDown();
            }

            @Override
            public void cancel() {
                cancelled.countDown();
            }
        });
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, PublishersContractTest::play);
                var docker = engine.client()) {
            CompletableFuture<?> call = use(docker, use, silent);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            if (completes) {
                call.complete(null);
            } else {
                call.orTimeout(10, TimeUnit.MILLISECONDS);
            }

            assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Executors that break their promise. */
    static Stream<Arguments> executors() {
        ExecutorService ended = Executors.newCachedThreadPool();
        ended.shutdown();
        AtomicInteger tasks = new AtomicInteger();
        return Stream.of(
                Arguments.of("runs in the caller", (Executor) Runnable::run),
                Arguments.of("is shut down", ended),
                Arguments.of("throws an exception", (Executor) task -> {
                    throw new IllegalStateException("on purpose");
                }),
                Arguments.of("throws an error", (Executor) task -> {
                    throw new NoClassDefFoundError("on purpose");
                }),
                Arguments.of("throws now and then", (Executor) task -> {
                    if (tasks.incrementAndGet() % 2 == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                    new Thread(task).start();
                }));
    }

    /** R9: values, streams, uploads and copies end, and user code runs on no I/O thread. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("executors")
    void anExecutorThatBreaksItsPromiseHangsNothing(String name, Executor executor) throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    String head = c.head();
                    if (head.contains("/logs")) {
                        c.say(Conversation.MULTIPLEXED)
                                .chunk(Conversation.frame(1, "one"))
                                .say("0\r\n\r\n");
                        c.awaitClose();
                    } else if (head.contains("/load")) {
                        while (c.read() != '0') {
                            // the upload
                        }
                        c.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                        c.awaitClose();
                    } else {
                        while (true) {
                            c.json("{}");
                            c.head();
                        }
                    }
                });
                var docker = engine.client(config -> config.executor(executor))) {
            Runnable seen = () -> threads.add(Thread.currentThread().getName());
            CompletableFuture<Void> value = docker.containers().inspect("c").thenAccept(details -> seen.run());
            CompletableFuture<Void> stream = docker.containers().logs("c").forEach(frame -> {
                seen.run();
                // what would never end on an I/O thread
                await(docker.containers().inspect("c"), LIMIT);
                try (var inner = docker.containers().logs("c").iterate()) {
                    inner.iterator().next();
                }
            });
            Flow.Publisher<ByteBuffer> publisher = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    seen.run();
                    subscriber.onComplete();
                }

                @Override
                public void cancel() {
                    seen.run();
                }
            });
            var upload = docker.images().load(TarContent.of(publisher)).result();
            value.get(10, TimeUnit.SECONDS);
            stream.get(10, TimeUnit.SECONDS);
            upload.get(10, TimeUnit.SECONDS);
        }
        assertThat(threads).isNotEmpty().noneMatch(thread -> thread.startsWith("estibador-io"));
    }

    /** L48: a callback that never returns holds up no {@code close()}. */
    @Test
    void aCallbackThatBlocksHoldsUpNoClose() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
            c.head();
            c.say(Conversation.MULTIPLEXED).chunk(Conversation.frame(1, "one"));
            c.awaitClose();
        })) {
            DockerClient docker = engine.client(config -> config.executor(Runnable::run));
            docker.containers().logs("c").forEach(frame -> {
                inside.countDown();
                boolean ignored = await(CompletableFuture.supplyAsync(() -> {
                    try {
                        return release.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        return false;
                    }
                }));
            });
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> closed = new CompletableFuture<>();
            new Thread(() -> {
                        docker.close();
                        closed.complete(null);
                    })
                    .start();
            closed.get(10, TimeUnit.SECONDS);
            release.countDown();
        }
    }
}
