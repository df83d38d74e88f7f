package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.SWITCHED;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.CallObserver;
import dev.estibador.connect.CallTotals;
import dev.estibador.contract.HeardCalls.End;
import dev.estibador.contract.HeardCalls.Heard;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.NotFoundException;
import dev.estibador.image.BuilderVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener hears of calls that go well, and of those that end otherwise: of each, one end. */
@ParameterizedClass
@EnumSource(Kind.class)
class CallListenerContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Parameter
    Kind kind;

    private final HeardCalls heard = new HeardCalls();

    private ScriptedEngine engine(Script script) throws IOException {
        return new ScriptedEngine(kind, script);
    }

    private DockerClient client(ScriptedEngine engine) throws IOException {
        return engine.client(config -> config.listener(heard));
    }

    @AfterEach
    void eachCallHadOneEnd() {
        heard.haveOneEndEach();
    }

    @Test
    void aValueIsHeardWithItsNameStatusAndBytes() throws Exception {
        try (var engine = engine(c -> {
                    c.head();
                    c.json("{\"Id\":\"f00\"}").awaitClose();
                });
                var docker = client(engine)) {
            await(docker.containers().inspect("web"), LIMIT);

            Heard call = heard.of("GET /containers/{}/json").endedWith(End.ENDED, 200, 0, 12);
            assertThat(call.info.path()).isEqualTo("/containers/web/json");
            assertThat(call.info.apiVersion()).isEqualTo(new ApiVersion(1, 45));
        }
    }

    @Test
    void theQuestionForTheVersionIsACallOfItsOwn() throws Exception {
        try (var engine = engine(c -> {
                    if (c.head().startsWith("HEAD /_ping")) {
                        c.say("HTTP/1.1 200 OK\r\nApi-Version: 1.44\r\nConnection: close\r\nContent-Length: 2\r\n\r\n");
                    } else {
                        c.json("[]");
                    }
                    c.awaitClose();
                });
                var docker = engine.client(config -> config.apiVersion(null).listener(heard))) {
            await(docker.containers().list(), LIMIT);

            assertThat(heard.operations(2)).containsExactly("HEAD /_ping", "GET /containers/json");
            assertThat(heard.of("HEAD /_ping")
                            .endedWith(End.ENDED, 200, 0, 0)
                            .info
                            .apiVersion())
                    .isNull();
            assertThat(heard.of("GET /containers/json").info.apiVersion()).isEqualTo(new ApiVersion(1, 44));
        }
    }

    /** What is in a query may be secret, such as the arguments of a build. */
    @Test
    void anUploadIsCountedAndItsQueryIsNotTold() throws Exception {
        try (var engine = engine(c -> {
                    assertThat(c.head()).contains("hunter2");
                    StringBuilder body = new StringBuilder();
                    while (body.indexOf("\r\n0\r\n\r\n") < 0) {
                        body.append((char) c.read());
                    }
                    c.json("{\"stream\":\"Successfully built f00\\n\"}{\"aux\":{\"ID\":\"sha256:f00\"}}");
                });
                var docker = client(engine)) {
            var context = BuildContext.of(Dockerfile.from("scratch"), f -> f.text("greeting", "hello"));
            await(
                    docker.images()
                            .build(context, b -> b.version(BuilderVersion.CLASSIC)
                                    .buildArg("PASSWORD", "hunter2"))
                            .result(),
                    LIMIT);

            Heard call = heard.of("POST /build");
            assertThat(call.sent).isGreaterThan(1024).isEqualTo(call.totals == null ? 0 : call.totals.sent());
            assertThat(call.ends).containsExactly(End.ENDED);
            assertThat(call.info.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void aRefusalIsAnEndWithItsStatus() throws Exception {
        String refusal = "{\"message\":\"no such container\"}";
        try (var engine = engine(c -> {
                    c.head();
                    c.say("HTTP/1.1 404 Not Found\r\nContent-Length: " + refusal.length() + "\r\n\r\n" + refusal)
                            .awaitClose();
                });
                var docker = client(engine)) {
            assertThatThrownBy(() -> await(docker.containers().inspect("web"), LIMIT))
                    .isInstanceOf(NotFoundException.class);

            heard.of("GET /containers/{}/json").endedWith(End.ENDED, 404, 0, refusal.length());
        }
    }

    @Test
    void aBodyAtHandAndAnEmptyReplyAreCounted() throws Exception {
        String body = "{\"Container\":\"web\",\"EndpointConfig\":{}}";
        try (var engine = engine(c -> {
                    c.head();
                    for (int i = 0; i < body.length(); i++) {
                        assertThat(c.read()).isEqualTo(body.charAt(i));
                    }
                    c.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").awaitClose();
                });
                var docker = client(engine)) {
            await(docker.networks().connect("net", "web"), LIMIT);

            heard.of("POST /networks/{}/connect").endedWith(End.ENDED, 200, body.length(), 0);
        }
    }

    /** L26: what is sent again is one call. */
    @Test
    void aCallThatMeetsAStaleConnectionIsOne() throws Exception {
        try (var engine = engine(c -> {
                    c.head();
                    c.json("[]");
                    if (c.number() == 1) {
                        c.head();
                        c.reset();
                    } else {
                        c.awaitClose();
                    }
                });
                var docker = client(engine)) {
            await(docker.containers().list(), LIMIT);
            await(docker.networks().list(), LIMIT);

            assertThat(engine.connections()).isEqualTo(2);
            assertThat(heard.operations(2)).containsExactly("GET /containers/json", "GET /networks");
            heard.of("GET /networks").endedWith(End.ENDED, 200, 0, 2);
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItsHeadLeavesTheEngine() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        CountDownLatch closed = new CountDownLatch(3);
        try (var engine = engine(c -> {
                    c.head();
                    asked.countDown();
                    c.awaitClose();
                    closed.countDown();
                });
                var docker = client(engine)) {
            var value = docker.system().version();
            var stream = docker.containers().logs("web").forEach(f -> {});
            var session = docker.containers().attach("web");
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            value.cancel(true);
            stream.cancel(true);
            session.cancel(true);

            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> await(value, LIMIT)).isInstanceOf(CancellationException.class);
            heard.of("GET /version").endedWith(End.CANCELLED, null, 0, 0);
            heard.of("GET /containers/{}/logs").endedWith(End.CANCELLED, null, 0, 0);
            heard.of("POST /containers/{}/attach").endedWith(End.CANCELLED, null, 0, 0);
        }
    }

    private static void isOver(CompletableFuture<?> call, String limit) {
        assertThatThrownBy(() -> await(call, LIMIT))
                .isInstanceOf(EngineTimeoutException.class)
                .hasMessageContaining(limit);
    }

    /** L24: whichever limit it is. */
    @Test
    void aLimitThatIsOverIsAFailure() throws Exception {
        try (var engine = engine(c -> {
                    String head = c.head();
                    if (head.contains("/logs")) {
                        c.say(MULTIPLEXED);
                    }
                    c.awaitClose();
                });
                var docker = client(engine)) {
            var hasty = docker.timeouts(t -> t.call(kind.soon()));
            isOver(docker.timeouts(t -> t.responseHead(kind.soon())).networks().list(), "response head timeout");
            isOver(
                    docker.timeouts(t -> t.idle(kind.soon()))
                            .containers()
                            .logs("web")
                            .forEach(f -> {}),
                    "idle timeout");
            isOver(hasty.system().version(), "call timeout");
            isOver(hasty.tasks().logs("t").forEach(f -> {}), "call timeout");
            isOver(hasty.containers().attach("web"), "call timeout");

            heard.of("GET /networks").failedBy(EngineTimeoutException.class).endedWith(End.FAILED, null, 0, 0);
            heard.of("GET /containers/{}/logs")
                    .failedBy(EngineTimeoutException.class)
                    .endedWith(End.FAILED, 200, 0, 0);
            heard.of("GET /version").failedBy(EngineTimeoutException.class).endedWith(End.FAILED, null, 0, 0);
            heard.of("GET /tasks/{}/logs")
                    .failedBy(EngineTimeoutException.class)
                    .endedWith(End.FAILED, 200, 0, 0);
            heard.of("POST /containers/{}/attach")
                    .failedBy(EngineTimeoutException.class)
                    .endedWith(End.FAILED, null, 0, 0);
        }
    }

    @Test
    void anEngineThatIsNotThereIsAFailure() throws Exception {
        DockerClient docker;
        try (var engine = engine(c -> c.head())) {
            docker = client(engine);
        }
        try (docker) {
            assertThatThrownBy(() -> await(docker.system().info(), LIMIT)).isInstanceOf(ConnectionException.class);

            heard.of("GET /info").failedBy(ConnectionException.class).endedWith(End.FAILED, null, 0, 0);
        }
    }

    @Test
    void closingTheClientEndsWhatRuns() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (var engine = engine(c -> {
            if (c.head().contains("/attach")) {
                c.say(SWITCHED);
            } else {
                asked.countDown();
            }
            c.awaitClose();
        })) {
            var client = client(engine);
            var session = await(client.containers().attach("web"), LIMIT);
            var running = client.system().info();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            client.close();
            session.close();

            assertThatThrownBy(() -> await(running, LIMIT)).isInstanceOf(ConnectionException.class);
            heard.of("GET /info").failedBy(ConnectionException.class);
            heard.of("POST /containers/{}/attach").failedBy(ConnectionException.class);
        }
    }

    /** Nor does it matter what it throws. */
    @Test
    void aListenerThatThrowsIsNotNoticed() throws Exception {
        try (var engine = engine(c -> {
                    c.head();
                    c.json("[]").awaitClose();
                });
                var docker = engine.client(config -> config.listener(call -> {
                    CallObserver observer = heard.started(call);
                    return new CallObserver() {
                        @Override
                        public void head(int status) {
                            throw new AssertionError("at the head");
                        }

                        @Override
                        public void ended(CallTotals totals) {
                            observer.ended(totals);
                            throw new IllegalStateException("at the end");
                        }
                    };
                }))) {
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            assertThat(heard.of("GET /containers/json").ends).containsExactly(End.ENDED);
        }
    }
}
