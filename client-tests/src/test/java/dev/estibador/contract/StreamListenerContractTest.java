package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.SWITCHED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.contract.HeardCalls.End;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.ConflictException;
import dev.estibador.error.StreamFailedException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener hears of streams, jobs and sessions: of each, one end. */
@ParameterizedClass
@EnumSource(Kind.class)
class StreamListenerContractTest {
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
    void aStreamIsCountedToItsEnd() throws Exception {
        try (var engine = engine(c -> {
                    c.head();
                    c.say(MULTIPLEXED)
                            .chunk(frame(1, "one"))
                            .chunk(frame(2, "two"))
                            .say("0\r\n\r\n")
                            .awaitClose();
                });
                var docker = client(engine)) {
            await(docker.containers().logs("web").forEach(f -> {}), LIMIT);

            heard.of("GET /containers/{}/logs").endedWith(End.ENDED, 200, 0, 22);
        }
    }

    @Test
    void aStreamThatIsCutHasFailed() throws Exception {
        try (var engine = engine(c -> {
                    c.head();
                    c.say(MULTIPLEXED).chunk(frame(1, "one"));
                });
                var docker = client(engine)) {
            assertThatThrownBy(() -> await(docker.containers().logs("web").forEach(f -> {}), LIMIT))
                    .isInstanceOf(StreamFailedException.class);

            heard.of("GET /containers/{}/logs")
                    .failedBy(StreamFailedException.class)
                    .endedWith(End.FAILED, 200, 0, 11);
        }
    }

    /** A status of 200 says nothing of a pull. */
    @Test
    void aJobWhoseReplyTellsAnErrorHasFailed() throws Exception {
        try (var engine = engine(c -> {
                    c.head();
                    c.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .chunk("{\"errorDetail\":{\"message\":\"disk full\"},\"error\":\"disk full\"}\n")
                            .awaitClose();
                });
                var docker = client(engine)) {
            assertThatThrownBy(() -> await(docker.images().pull("busybox:1").result(), LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("disk full");

            heard.of("POST /images/create").failedBy(StreamFailedException.class);
        }
    }

    @Test
    void aStreamThatItsConsumerClosesIsCancelled() throws Exception {
        try (var engine = engine(c -> {
                    c.head();
                    c.say(MULTIPLEXED).chunk(frame(1, "one")).awaitClose();
                });
                var docker = client(engine)) {
            try (var frames =
                    docker.containers().logs("web", l -> l.follow(true)).iterate()) {
                assertThat(frames.iterator().next().text()).isEqualTo("one");
            }

            heard.of("GET /containers/{}/logs").endedWith(End.CANCELLED, 200, 0, 11);
        }
    }

    /** L16: over as many connections as it takes, each of which is a call. */
    @Test
    void aLogThatResumesIsACallForEachConnection() throws Exception {
        String entry = frame(1, "2026-01-01T00:00:00.000000001Z one\n");
        try (var engine = engine(c -> {
                    c.head();
                    c.say(MULTIPLEXED).chunk(entry);
                    if (c.number() > 1) {
                        c.say("0\r\n\r\n").awaitClose();
                    }
                });
                var docker = client(engine)) {
            await(docker.containers().logs("web", l -> l.resume(true)).forEach(f -> {}), LIMIT);

            assertThat(heard.operations(2)).containsExactly("GET /containers/{}/logs", "GET /containers/{}/logs");
            heard.of("GET /containers/{}/logs").failedBy(StreamFailedException.class);
        }
    }

    @Test
    void aSessionIsCountedBothWays() throws Exception {
        try (var engine = engine(c -> {
                    c.headOfAttach();
                    c.say(SWITCHED);
                    c.say(frame(1, "got " + c.rest()));
                });
                var docker = client(engine);
                var session = await(docker.containers().attach("web", a -> a.stdin(true)), LIMIT)) {
            await(session.write("words"), LIMIT);
            await(session.closeInput(), LIMIT);
            await(session.output().forEach(f -> {}), LIMIT);

            heard.of("POST /containers/{}/attach").endedWith(End.ENDED, 101, 5, 17);
        }
    }

    @Test
    void aSessionThatWeCloseHasEnded() throws Exception {
        try (var engine = engine(c -> {
                    c.head();
                    c.say(SWITCHED).awaitClose();
                });
                var docker = client(engine)) {
            await(docker.containers().attach("web"), LIMIT).close();

            heard.of("POST /containers/{}/attach").endedWith(End.ENDED, 101, 0, 0);
        }
    }

    @Test
    void aSessionThatIsRefusedHasEndedWithThatStatus() throws Exception {
        String refusal = "{\"message\":\"container is paused\"}";
        try (var engine = engine(c -> {
                    c.head();
                    c.say("HTTP/1.1 409 Conflict\r\nContent-Length: " + refusal.length() + "\r\n\r\n" + refusal)
                            .awaitClose();
                });
                var docker = client(engine)) {
            assertThatThrownBy(() -> await(docker.containers().attach("web"), LIMIT))
                    .isInstanceOf(ConflictException.class);

            heard.of("POST /containers/{}/attach").endedWith(End.ENDED, 409, 0, refusal.length());
        }
    }
}
