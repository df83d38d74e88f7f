package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.OutputFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of logs, as engines may send them and networks may cut them. */
@ParameterizedClass
@EnumSource(Kind.class)
class StreamsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Parameter
    Kind kind;

    private static List<String> texts(List<OutputFrame> frames) {
        return frames.stream().map(OutputFrame::text).toList();
    }

    /** L1: two frames that were kept still read as they were sent. L5: a chunk a byte is a stream like any other. */
    @Test
    void aStreamOfOneByteChunksIsWhole() throws IOException {
        String bytes = frame(1, "first") + frame(2, "second") + frame(1, "");
        try (var engine = new ScriptedEngine(kind, c -> {
                    assertThat(c.head())
                            .startsWith(
                                    "GET /v1.45/containers/web/logs?follow=true&stdout=true&stderr=true HTTP/1.1\r\n");
                    c.say(MULTIPLEXED);
                    for (int i = 0; i < bytes.length(); i++) {
                        c.chunk(bytes.substring(i, i + 1));
                    }
                    c.say("0\r\n\r\n").awaitClose();
                });
                var docker = engine.client()) {
            List<OutputFrame> kept = new ArrayList<>();
            await(docker.containers().logs("web", l -> l.follow(true)).forEach(kept::add), LIMIT);

            assertThat(texts(kept)).containsExactly("first", "second", "");
            assertThat(kept).extracting(frame -> frame.source().name()).containsExactly("STDOUT", "STDERR", "STDOUT");
        }
    }

    /** L5: inside a chunk. */
    @Test
    void aStreamThatIsCutFailsAfterWhatCameBefore() throws IOException {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(MULTIPLEXED)
                            .chunk(frame(1, "whole"))
                            .say("20\r\n" + frame(1, "half of a longer frame").substring(0, 12));
                });
                var docker = engine.client()) {
            List<OutputFrame> kept = new ArrayList<>();
            var end = docker.containers().logs("web").forEach(kept::add);

            assertThatThrownBy(() -> await(end, LIMIT)).isInstanceOf(StreamFailedException.class);
            assertThat(texts(kept)).containsExactly("whole");
        }
    }

    /** L5: the chunks end properly, but inside a frame. */
    @Test
    void aFrameThatIsCutFails() throws IOException {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(MULTIPLEXED)
                            .chunk(frame(1, "half").substring(0, 10))
                            .say("0\r\n\r\n")
                            .awaitClose();
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.containers().logs("web").forEach(f -> {}), LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("cut inside a frame");
        }
    }

    /** A frame of stream 3 is the engine's error; L4: one of stream 9 is nobody's. */
    @Test
    void errorsInsideTheStreamAreTyped() throws IOException {
        try (var engine = new ScriptedEngine(kind, c -> {
                    boolean known = c.head().contains("/broken/");
                    c.say(MULTIPLEXED)
                            .chunk(frame(known ? 3 : 9, "the disk is full"))
                            .awaitClose();
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.containers().logs("broken").forEach(f -> {}), LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("the disk is full");
            assertThatThrownBy(() -> await(docker.containers().logs("odd").forEach(f -> {}), LIMIT))
                    .isInstanceOf(MalformedReplyException.class);
        }
    }

    /** L3: without a type in the head the container is asked, once, and never the bytes. */
    @Test
    void rawOrMultiplexedIsAskedWhereTheHeadDoesNotSay() throws IOException {
        try (var engine = new ScriptedEngine(kind, c -> {
                    String head = c.head();
                    if (head.contains("/json ")) {
                        c.json("{\"Config\":{\"Tty\":true}}").awaitClose();
                    } else {
                        c.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                                .chunk(frame(1, "like a frame"))
                                .say("0\r\n\r\n")
                                .awaitClose();
                    }
                });
                var docker = engine.client()) {
            List<OutputFrame> kept = new ArrayList<>();
            await(docker.containers().logs("terminal").forEach(kept::add), LIMIT);

            assertThat(String.join("", texts(kept))).isEqualTo(frame(1, "like a frame"));
        }
    }

    /** L9: before the engine has answered, and in the middle; each time it sees the connection close. */
    @Test
    void cancellingIsSeenByTheEngineAtEveryStage() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(2);
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().contains("/silent/")) {
                        asked.countDown();
                    } else {
                        // in one write, since the client leaves as soon as it has the first frame
                        c.say(MULTIPLEXED + "b\r\n" + frame(1, "one") + "\r\nff\r\n" + frame(1, "half of it"));
                    }
                    c.awaitClose();
                    closed.countDown();
                });
                var docker = engine.client()) {
            var silent = docker.containers().logs("silent", l -> l.follow(true)).forEach(f -> {});
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(silent.cancel(true)).isTrue();
            try (var frames =
                    docker.containers().logs("talking", l -> l.follow(true)).iterate()) {
                assertThat(frames.iterator().next().text()).isEqualTo("one");
            }

            assertThat(closed.await(20, TimeUnit.SECONDS))
                    .as("the engine saw both close")
                    .isTrue();
        }
    }

    /** L6. */
    @Test
    void aConsumerThatThrowsEndsTheStreamOnce() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(MULTIPLEXED).chunk(frame(1, "one") + frame(1, "two"));
                    c.awaitClose();
                    closed.countDown();
                });
                var docker = engine.client()) {
            List<String> seen = new ArrayList<>();
            var end = docker.containers().logs("web").forEach(frame -> {
                seen.add(frame.text());
                throw new AssertionError("the consumer is broken");
            });

            assertThatThrownBy(() -> await(end, LIMIT)).isInstanceOf(AssertionError.class);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(seen).containsExactly("one");
        }
    }

    /** L7, L25: with all consumers stuck, other calls go on. L8: and there is no thread for each stream. */
    @Test
    void aThousandFollowsNeedNoThreadsAndHinderNobody() throws Exception {
        CountDownLatch open = new CountDownLatch(1000);
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().contains("/containers/json")) {
                        c.json("[]").awaitClose();
                        return;
                    }
                    c.say(MULTIPLEXED);
                    open.countDown();
                    c.awaitClose();
                });
                var docker = engine.client()) {
            long before = ownThreads();
            List<CompletableFuture<Void>> follows = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                follows.add(docker.containers().logs("web", l -> l.follow(true)).forEach(f -> {}));
            }
            assertThat(open.await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            assertThat(ownThreads() - before).as("threads of the client").isLessThan(50);
            assertThat(follows).allMatch(follow -> !follow.isDone());
        }
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("estibador"))
                .count();
    }

    /** L24: silence is no fault unless the caller says so; the head's limit does not hold for streams. */
    @Test
    void aQuietStreamLivesUntilItsOwnIdleLimit() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(MULTIPLEXED).awaitClose();
                });
                var docker = engine.client(config -> config.timeouts(t -> t.responseHead(Duration.ofMillis(50))))) {
            try (var quiet =
                    docker.containers().logs("web", l -> l.follow(true)).iterate()) {
                assertThat(quiet.await(Duration.ofMillis(300)))
                        .as("nothing comes, and it does not end")
                        .isFalse();
            }
            var limited = docker.timeouts(t -> t.idle(Duration.ofMillis(100)))
                    .containers()
                    .logs("web");
            assertThatThrownBy(() -> await(limited.forEach(f -> {}), LIMIT))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("idle timeout");
            var whole = docker.timeouts(t -> t.call(kind.soon())).containers().logs("web");
            assertThatThrownBy(() -> await(whole.forEach(f -> {}), LIMIT))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("call timeout");
        }
    }

    /** L48: closing the client ends what runs, each with its one signal. */
    @Test
    void closingTheClientEndsTheStream() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(kind, c -> {
            c.head();
            c.say(MULTIPLEXED);
            open.countDown();
            c.awaitClose();
        })) {
            var docker = engine.client();
            var follow = docker.containers().logs("web", l -> l.follow(true)).forEach(f -> {});
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
            docker.close();
            docker.close();

            assertThatThrownBy(() -> await(follow, LIMIT))
                    .isInstanceOfAny(StreamFailedException.class, ConnectionException.class);
            assertThatThrownBy(() -> await(docker.system().ping(), LIMIT)).isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void aStreamThatWasCancelledFailsItsConsumerAsCancelled() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(MULTIPLEXED).awaitClose();
                });
                var docker = engine.client()) {
            var logs = docker.containers().logs("web");
            await(logs.opened(), LIMIT);
            var end = logs.forEach(f -> {});
            logs.cancel();

            assertThatThrownBy(() -> await(end, LIMIT)).isInstanceOf(CancellationException.class);
        }
    }
}
