package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.estibador.DockerClient;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineException;
import dev.estibador.error.EngineFailureException;
import dev.estibador.error.ReplyTooLargeException;
import dev.estibador.stream.OutputFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replies that are longer than any should be, or that never end; and what a stream fails with when the client is closed. */
@Timeout(60)
class HostileRepliesContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CHUNKED =
            "HTTP/1.1 %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static ScriptedEngine engine(Script script) throws IOException {
        return new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
            c.head();
            script.play(c);
            c.awaitClose();
        });
    }

    /** The same chunk until the client leaves, but no more than 64 MiB. */
    private static void flood(Conversation c, String data) throws IOException {
        try {
            for (int i = 0; i < (64 << 20) / data.length(); i++) {
                c.chunk(data);
            }
        } catch (IOException e) {
            // that is what is waited for
        }
    }

    @Test
    void aValueHasALimit() throws IOException {
        String piece = "\"" + "x".repeat(1 << 16);
        try (var engine = engine(c -> {
                    c.say(CHUNKED.replace("%s", "200 OK"));
                    flood(c, piece);
                });
                var docker = engine.client(config -> config.maxReplyBytes(1 << 20))) {
            assertThatThrownBy(() -> await(docker.containers().inspect("c"), LIMIT))
                    .isInstanceOfSatisfying(ReplyTooLargeException.class, e -> assertThat(e.limit())
                            .isEqualTo(1 << 20))
                    .hasMessageContaining("GET /containers/c/json")
                    .hasMessageContaining("maxReplyBytes");
        }
    }

    @Test
    void aLimitIsPositive() {
        assertThatThrownBy(() -> dev.estibador.connect.DockerConfig.to("tcp://127.0.0.1:1")
                        .maxReplyBytes(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever the length of what comes with it, and whether it ends, or is cut: the status counts. */
    @Test
    void anErrorKeepsItsStatusAndTheBeginningOfItsText() throws IOException {
        Script[] bodies = {
            c -> c.chunk("{\"message\":\"no room" + "x".repeat(3 << 20) + "\"}").say("0\r\n\r\n"),
            c -> flood(c, "no room".repeat(1 << 10)),
            c -> c.chunk("no room"),
            c -> c.chunk("no room").reset(),
        };
        for (Script body : bodies) {
            try (var engine = engine(c -> {
                        c.say(CHUNKED.replace("%s", "500 Oops"));
                        body.play(c);
                    });
                    var docker = engine.client(config -> config.timeouts(t -> t.responseHead(Duration.ofSeconds(1))))) {
                EngineFailureException thrown = catchThrowableOfType(
                        EngineFailureException.class,
                        () -> await(docker.containers().start("c"), LIMIT));

                assertThat(thrown.status()).isEqualTo(500);
                assertThat(thrown).hasMessageContaining("no room");
                assertThat(thrown.getMessage()).hasSizeLessThan(3 << 20);
            }
        }
    }

    @Test
    void aRedirectNamesWhereItLeads() throws IOException {
        try (var engine = engine(c -> c.say(
                        "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://other.test/v1.45/containers/json?token=s3cret\r\n"
                                + "Content-Length: 0\r\n\r\n"));
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.containers().list(), LIMIT))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.status()).isEqualTo(307))
                    .hasMessageContaining("https://other.test/v1.45/containers/json")
                    .hasMessageNotContaining("s3cret");
        }
    }

    /** A stream, a log that resumes, a session, a value and a build that are under way. */
    @Test
    void whatIsUnderWaySaysThatTheClientWasClosed() throws Exception {
        List<Function<DockerClient, CompletableFuture<?>>> calls = List.of(
                docker -> docker.containers().logs("c").forEach(frame -> {}),
                docker -> docker.containers()
                        .logs("c", l -> l.follow(true).resume(true))
                        .forEach(frame -> {}),
                docker -> docker.system().events(e -> e.resume(gap -> {})).forEach(event -> {}),
                docker -> docker.containers().inspect("c"),
                docker -> docker.images().pull("alpine").result(),
                docker -> docker.containers().attach("c").thenCompose(session -> session.output()
                        .forEach(frame -> {})));
        for (Function<DockerClient, CompletableFuture<?>> call : calls) {
            CountDownLatch underWay = new CountDownLatch(1);
            try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                String head = c.head();
                c.say(head.contains("Upgrade: ") ? Conversation.SWITCHED : Conversation.MULTIPLEXED);
                underWay.countDown();
                c.awaitClose();
            })) {
                DockerClient docker = engine.client();
                CompletableFuture<?> future = call.apply(docker);
                assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();

                docker.close();

                assertThatThrownBy(() -> await(future, LIMIT))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("the client was closed");
            }
        }
    }

    @Test
    void anIterationSaysThatTheClientWasClosed() throws Exception {
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
            c.head();
            c.say(Conversation.MULTIPLEXED).chunk(Conversation.frame(1, "one"));
            c.awaitClose();
        })) {
            DockerClient docker = engine.client();
            List<String> seen = new ArrayList<>();
            try (var frames = docker.containers().logs("c").iterate()) {
                assertThatThrownBy(() -> {
                            for (OutputFrame frame : frames) {
                                seen.add(frame.text());
                                docker.close();
                            }
                        })
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("the client was closed");
            }
            assertThat(seen).containsExactly("one");
        }
    }
}
