package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections: shared, stale, silent, cut, and answered before the question is out. */
@ParameterizedClass
@EnumSource(Kind.class)
class ConnectionsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Parameter
    Kind kind;

    @TempDir
    Path folder;

    private static void arrived(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shortCallsShareAConnection() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    for (int i = 0; i < 3; i++) {
                        c.head();
                        c.json("[]");
                    }
                    c.awaitClose();
                });
                var docker = engine.client()) {
            for (int i = 0; i < 3; i++) {
                assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            }

            assertThat(engine.connections()).isEqualTo(1);
        }
    }

    /** L26: the engine closes just as the second call comes: the list is asked for again, on a new connection. */
    @Test
    void aStaleConnectionCostsARepeatableCallNothing() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.json("[]");
                    if (c.number() == 1) {
                        c.head();
                        c.reset();
                    } else {
                        c.awaitClose();
                    }
                });
                var docker = engine.client()) {
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();

            assertThat(engine.connections()).isEqualTo(2);
        }
    }

    /** L26: once, since whoever closes a fresh connection is not one that had waited too long. */
    @Test
    void aRepeatableCallIsRepeatedOnce() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    if (c.number() == 1) {
                        c.json("[]");
                        c.head();
                    }
                    c.reset();
                });
                var docker = engine.client()) {
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            assertThatThrownBy(() -> await(docker.containers().list(), LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("GET /containers/json");

            assertThat(engine.connections()).isEqualTo(2);
        }
    }

    /** L26: an engine that hangs up between two calls costs neither of them anything, whatever they are. */
    @Test
    void aConnectionThatWasClosedWhileIdleIsNotUsedAgain() throws Exception {
        CountDownLatch noticed = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().startsWith("POST ")) {
                        c.say("HTTP/1.1 204 No Content\r\n\r\n").awaitClose();
                    } else {
                        c.json("[]").endOutput();
                        c.awaitClose();
                        noticed.countDown();
                    }
                });
                var docker = engine.client()) {
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            assertThat(noticed.await(20, TimeUnit.SECONDS)).isTrue();
            await(docker.containers().kill("web"), LIMIT);

            assertThat(engine.connections()).isEqualTo(2);
        }
    }

    /** Who makes many calls at a time keeps more connections than a few for a second only. */
    @Test
    void aFewConnectionsAreKeptAndTheOthersAreNotForLong() throws Exception {
        int many = 8;
        int few = 6;
        CountDownLatch asked = new CountDownLatch(many);
        CountDownLatch closed = new CountDownLatch(many - few);
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    asked.countDown();
                    arrived(asked);
                    c.json("[]");
                    if (c.read() < 0) {
                        closed.countDown();
                        return;
                    }
                    c.head();
                    c.json("[]").awaitClose();
                });
                var docker = engine.client()) {
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                calls.add(docker.containers().list());
            }
            for (CompletableFuture<?> call : calls) {
                await(call, LIMIT);
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();

            assertThat(engine.connections()).isEqualTo(many);
        }
    }

    @Test
    void aReplyThatEndsItsConnectionIsTheLastOnIt() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n[]")
                            .awaitClose();
                });
                var docker = engine.client()) {
            for (int i = 1; i <= 3; i++) {
                assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
                assertThat(engine.connections()).isEqualTo(i);
            }
        }
    }

    /** L26: what may have had an effect is never repeated. */
    @Test
    void aStaleConnectionFailsACallThatMustNotBeRepeated() throws Exception {
        AtomicInteger effects = new AtomicInteger();
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.json("[]");
                    String second = c.head();
                    if (second.startsWith("POST /v1.45/containers/web/kill")
                            || second.startsWith("DELETE /v1.45/configs/c")) {
                        effects.incrementAndGet();
                    }
                    c.reset();
                });
                var docker = engine.client()) {
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();

            assertThatThrownBy(() -> await(docker.containers().kill("web"), LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("POST /containers/web/kill");
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            assertThatThrownBy(() -> await(docker.configs().remove("c"), LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("whether it took effect is unknown");
            assertThat(effects).hasValue(2);
        }
    }

    /** L27: the answer to a cancelled call never reaches the next one. */
    @Test
    void cancellingACallCannotCorruptTheNext() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().contains("/version")) {
                        asked.countDown();
                        c.awaitClose();
                        closed.countDown();
                    } else {
                        c.json("[{\"Id\":\"right\"}]").awaitClose();
                    }
                });
                var docker = engine.client()) {
            var cancelled = docker.system().version();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            cancelled.cancel(true);
            assertThat(closed.await(20, TimeUnit.SECONDS))
                    .as("the engine sees it close")
                    .isTrue();

            assertThat(await(docker.containers().list(), LIMIT)).singleElement().satisfies(one -> assertThat(one.id())
                    .isEqualTo("right"));
        }
    }

    /** L28: refused before the upload is through; the answer is given, the upload stops. */
    @Test
    void anEarlyAnswerEndsTheUpload() throws Exception {
        Path big = folder.resolve("big");
        try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        String body = "{\"message\":\"the daemon is out of patience\"}";
        CompletableFuture<Long> taken = new CompletableFuture<>();
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(
                            "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body);
                    // an engine that takes all that comes: the upload would reach its end if nobody stopped it
                    taken.complete(c.awaitClose());
                });
                var docker = engine.client()) {
            var context = BuildContext.of(Dockerfile.from("scratch"), f -> f.file("big", big));

            Throwable failure = catchThrowable(
                    () -> await(docker.images().build(context, b -> {}).result(), LIMIT));
            assertThat(failure).isInstanceOf(BadRequestException.class).hasMessageContaining("out of patience");
            assertThat(taken.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("bytes sent of 1 GiB")
                    .isLessThan(256L << 20);
        }
    }

    /** L28: also an engine that answers and hangs up with the rest unread. */
    @Test
    void anEarlyAnswerOfAnEngineThatHangsUpIsGiven() throws Exception {
        Path big = folder.resolve("big");
        try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        String body = "{\"message\":\"the daemon is out of patience\"}";
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(
                            "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body);
                });
                var docker = engine.client()) {
            var context = BuildContext.of(Dockerfile.from("scratch"), f -> f.file("big", big));

            Throwable failure = catchThrowable(
                    () -> await(docker.images().build(context, b -> {}).result(), LIMIT));
            if (kind == Kind.UNIX_JUNIXSOCKET && failure instanceof ConnectionException) {
                // junixsocket closes a socket as soon as writing fails, and with it what was not read yet
                assertThat(failure).hasMessageContaining("before it answered");
                return;
            }
            assertThat(failure).isInstanceOf(BadRequestException.class).hasMessageContaining("out of patience");
        }
    }

    /** L5, and no hang: nothing, half a head, half a body. */
    @Test
    void answersThatAreCutAreTypedErrors() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    String head = c.head();
                    if (head.contains("/half/")) {
                        c.say("HTTP/1.1 200 OK\r\nContent-Type: appl");
                    } else if (head.contains("/body/")) {
                        c.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Id\":");
                    } else if (head.contains("/noise/")) {
                        c.say("SSH-2.0-OpenSSH_9.2\r\n\r\n");
                    }
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.containers().inspect("none"), LIMIT))
                    .isInstanceOf(ConnectionException.class);
            assertThatThrownBy(() -> await(docker.containers().inspect("half"), LIMIT))
                    .isInstanceOfAny(ConnectionException.class, MalformedReplyException.class);
            assertThatThrownBy(() -> await(docker.containers().inspect("body"), LIMIT))
                    .isInstanceOf(StreamFailedException.class);
            assertThatThrownBy(() -> await(docker.containers().inspect("noise"), LIMIT))
                    .isInstanceOf(MalformedReplyException.class);
        }
    }

    /** L24: each limit has its name, per client and per call. */
    @Test
    void anEngineThatSaysNothingIsLeftAfterTheHeadsLimit() throws Exception {
        CountDownLatch closed = new CountDownLatch(2);
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.awaitClose();
                    closed.countDown();
                });
                var docker = engine.client(config -> config.timeouts(t -> t.responseHead(Duration.ofMillis(100))))) {
            assertThatThrownBy(() -> await(docker.system().version(), LIMIT))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("response head timeout");
            var view = docker.timeouts(t -> t.responseHead(null).call(kind.soon()));
            assertThatThrownBy(() -> await(view.system().version(), LIMIT))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("call timeout");

            assertThat(closed.await(20, TimeUnit.SECONDS))
                    .as("neither connection is kept")
                    .isTrue();
        }
    }

    @Test
    void anInterimAnswerIsNotTheAnswer() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say("HTTP/1.1 100 Continue\r\n\r\n").json("[]").awaitClose();
                });
                var docker = engine.client()) {
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
        }
    }

    /** L48: threads and connections are gone after closing; a second close is nothing; later calls fail at once. */
    @Test
    void closingLeavesNothing() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(kind, c -> {
            c.head();
            asked.countDown();
            c.awaitClose();
            closed.countDown();
        })) {
            var docker = engine.client();
            var running = docker.system().info();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            docker.close();
            docker.close();

            assertThatThrownBy(() -> await(running, LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(() -> await(docker.system().info(), LIMIT)).isInstanceOf(ConnectionException.class);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("estibador-io"));
        }
    }

    /** L45: what was tried, and what to do. */
    @Test
    void anEngineThatIsNotThereIsExplained() throws IOException {
        String gone;
        try (var engine = new ScriptedEngine(kind, c -> c.head())) {
            gone = engine.config().build().address().toString();
        }
        var config = DockerConfig.to(gone)
                .channel(
                        kind.name().startsWith("UNIX_")
                                ? ChannelKind.valueOf(kind.name().substring("UNIX_".length()))
                                : ChannelKind.AUTO);
        try (var docker =
                DockerClient.open(config.explanation("DOCKER_HOST says " + gone).build())) {
            assertThatThrownBy(() -> await(docker.system().ping(), LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining(gone)
                    .hasMessageContaining(kind.name().startsWith("UNIX_") ? "does not exist" : "nothing listens there")
                    .hasMessageContaining("[DOCKER_HOST says " + gone + "]");
        }
    }
}
