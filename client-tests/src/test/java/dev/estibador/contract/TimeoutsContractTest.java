package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.SWITCHED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.connect.Timeouts;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.MalformedReplyException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * L24: each limit holds alike over each kind of socket, whether it is the client's or one call's. That of connecting is in
 * {@link CrowdedSocketContractTest}.
 */
@ParameterizedClass
@EnumSource(Kind.class)
class TimeoutsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Parameter
    Kind kind;

    /** The call ends by that limit if the client has it, and if the call alone has it; the engine sees both leave. */
    private void ends(
            String limit,
            Consumer<Timeouts.Builder> limits,
            Script script,
            Function<DockerClient, CompletableFuture<?>> call)
            throws Exception {
        CountDownLatch left = new CountDownLatch(2);
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    script.play(c);
                    c.awaitClose();
                    left.countDown();
                });
                var hasty = engine.client(config -> config.timeouts(limits));
                var docker = engine.client()) {
            isOver(call.apply(hasty), limit);
            isOver(call.apply(docker.timeouts(limits)), limit);

            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void isOver(CompletableFuture<?> call, String limit) {
        assertThatThrownBy(() -> await(call, LIMIT))
                .isInstanceOf(EngineTimeoutException.class)
                .hasMessageContaining(kind.soon() + " (" + limit + ")");
    }

    @Test
    void aShortCallWithoutAHeadEnds() throws Exception {
        ends("response head timeout", t -> t.responseHead(kind.soon()), c -> {}, docker -> docker.networks()
                .list());
    }

    /** The limit is for the whole head, whatever trickles in. */
    @Test
    void aHeadThatTricklesInIsLate() throws Exception {
        Script drip = c -> {
            c.say("HTTP/1.1 200 OK\r\nX: ");
            c.drip();
        };
        ends("response head timeout", t -> t.responseHead(kind.soon()), drip, docker -> docker.networks()
                .list());
        ends("response head timeout", t -> t.responseHead(kind.soon()), drip, docker -> docker.containers()
                .stop("web"));
        ends("response head timeout", t -> t.responseHead(kind.soon()), drip, docker -> docker.containers()
                .logs("web")
                .forEach(f -> {}));
    }

    @Test
    void interimRepliesWithoutEndAreRefused() throws Exception {
        for (Function<DockerClient, CompletableFuture<?>> call : List.<Function<DockerClient, CompletableFuture<?>>>of(
                docker -> docker.networks().list(),
                docker -> docker.containers().stop("web"),
                docker -> docker.containers().logs("web").forEach(f -> {}))) {
            try (var engine = new ScriptedEngine(kind, c -> {
                        c.head();
                        c.say("HTTP/1.1 100 Continue\r\n\r\n".repeat(40));
                        c.awaitClose();
                    });
                    var docker = engine.client()) {
                assertThatThrownBy(() -> await(call.apply(docker), LIMIT))
                        .isInstanceOf(MalformedReplyException.class)
                        .hasMessageContaining("interim replies");
            }
        }
    }

    @Test
    void aHalfHeadIsNone() throws Exception {
        ends(
                "response head timeout",
                t -> t.responseHead(kind.soon()),
                c -> c.say("HTTP/1.1 200 OK\r\nDate"),
                docker -> docker.networks().list());
    }

    @Test
    void anyKindOfCallEndsAfterTheWholeCallsLimit() throws Exception {
        Consumer<Timeouts.Builder> limits = t -> t.call(kind.soon());
        ends("call timeout", limits, c -> {}, docker -> docker.networks().list());
        ends("call timeout", limits, c -> {}, docker -> docker.containers()
                .logs("web")
                .forEach(f -> {}));
        ends("call timeout", limits, c -> c.say(MULTIPLEXED), docker -> docker.containers()
                .logs("web")
                .forEach(f -> {}));
        ends("call timeout", limits, c -> c.say(MULTIPLEXED), docker -> docker.images()
                .pull("busybox:1")
                .result());
        ends("call timeout", limits, c -> {}, docker -> docker.containers().attach("web"));
    }

    @Test
    void aBodyThatStopsComingEndsAfterTheIdleLimit() throws Exception {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Id\":";
        ends("idle timeout", t -> t.idle(kind.soon()), c -> c.say(half), docker -> docker.containers()
                .inspect("web"));
        ends(
                "idle timeout",
                t -> t.idle(kind.soon()),
                c -> c.say(MULTIPLEXED).chunk(frame(1, "one")),
                docker -> docker.containers().logs("web").forEach(f -> {}));
        ends("idle timeout", t -> t.idle(kind.soon()), c -> c.say(SWITCHED), docker -> docker.containers()
                .attach("web")
                .thenCompose(session -> session.output().forEach(f -> {})));
    }

    /** As long as nothing happens, an engine may not even send the head. */
    @Test
    void quietFollowsAndEventsOutliveTheHeadsLimit() throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (var engine = new ScriptedEngine(kind, c -> {
                    String head = c.head();
                    if (head.contains("/networks ")) {
                        c.awaitClose();
                        return;
                    }
                    boolean log = head.contains("/logs?");
                    if (log) {
                        c.say(MULTIPLEXED);
                    }
                    await(over, LIMIT);
                    if (log) {
                        c.chunk(frame(1, "late"));
                    } else {
                        c.say(MULTIPLEXED).chunk("{\"Type\":\"container\",\"Action\":\"late\"}\n");
                    }
                    c.awaitClose();
                });
                var docker = engine.client(config -> config.timeouts(t -> t.responseHead(kind.soon())));
                var frames =
                        docker.containers().logs("web", l -> l.follow(true)).iterate();
                var events = docker.system().events().iterate()) {
            isOver(docker.networks().list(), "response head timeout");
            over.complete(null);

            assertThat(frames.await(LIMIT)).isTrue();
            assertThat(frames.iterator().next().text()).isEqualTo("late");
            assertThat(events.await(LIMIT)).isTrue();
            assertThat(events.iterator().next().action()).hasToString("late");
        }
    }

    /** The limit is one call's, not that of the connection. */
    @Test
    void aLimitThatWasKeptDoesNotEndTheNextCall() throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    if (c.number() == 2) {
                        c.awaitClose();
                        return;
                    }
                    c.json("[]");
                    c.head();
                    await(over, LIMIT);
                    c.json("[]").awaitClose();
                });
                var docker = engine.client()) {
            var hasty = docker.timeouts(t -> t.responseHead(kind.soon()));
            assertThat(await(hasty.networks().list(), LIMIT)).isEmpty();
            var patient = docker.networks().list();
            isOver(hasty.networks().list(), "response head timeout");
            over.complete(null);

            assertThat(await(patient, LIMIT)).isEmpty();
            assertThat(engine.connections()).isEqualTo(2);
        }
    }
}
