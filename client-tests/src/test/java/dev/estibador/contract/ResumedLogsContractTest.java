package dev.estibador.contract;

import static dev.estibador.contract.LogTalk.LIMIT;
import static dev.estibador.contract.ScriptedEngine.Conversation.MULTIPLEXED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.container.LogOptions;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.FrameStream;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** L16: a log that is cut goes on where it was, if the user asks for it. */
@ParameterizedClass
@EnumSource(Kind.class)
class ResumedLogsContractTest {
    private static final String T1 = "2026-11-25T08:33:20.000000001Z";
    private static final String T2 = "2026-11-25T08:33:25.000000002Z";
    private static final String T3 = "2026-11-25T08:33:26.123456789Z";

    private static final String END = "0\r\n\r\n";

    @Parameter
    Kind kind;

    private static LogOptions resuming() {
        return LogOptions.builder().follow(true).resume(true).tail(5).build();
    }

    private static FrameStream logs(DockerClient docker) {
        return docker.containers().logs("web", resuming());
    }

    private static List<String> frames(FrameStream logs) {
        List<String> frames = new ArrayList<>();
        await(logs.forEach(frame -> frames.add(frame.text())), LIMIT);
        return frames;
    }

    /** The head of a request for the log, the container having stopped. */
    private static String head(Conversation c) throws IOException {
        String head = c.head();
        while (head.contains("/json ")) {
            c.json("{\"State\":{\"Running\":false},\"Config\":{\"Tty\":true}}");
            head = c.head();
        }
        return head;
    }

    /** Says one frame and half of another. */
    private static void cutAfterOne(Conversation c) throws IOException {
        c.say(MULTIPLEXED)
                .chunk(frame(1, T2 + " one\n"))
                .say("40\r\n" + frame(1, T2 + " half").substring(0, 20));
        c.reset();
    }

    /** What waits for an end that comes by itself. */
    private static void all(Conversation c, String... frames) throws IOException {
        c.say(MULTIPLEXED);
        for (String frame : frames) {
            c.chunk(frame);
        }
        c.say(END).awaitClose();
    }

    @Test
    void aFrameThatWasCutComesOnceAndWhole() throws IOException {
        Script script = c -> {
            String head = head(c);
            if (c.number() == 1) {
                assertThat(head).contains("stderr=true&timestamps=true&tail=5 ");
                c.say(MULTIPLEXED)
                        .chunk(frame(1, T1 + " zero\n"))
                        .chunk(frame(1, T2 + " one\n") + frame(1, T2 + " one\n") + frame(2, T2 + " one\n"))
                        .say("40\r\n" + frame(1, T2 + " two\n").substring(0, 20));
            } else {
                // as many as were given, which is where the next one comes after
                assertThat(head).contains("timestamps=true&tail=").doesNotContain("since");
                all(
                        c,
                        frame(1, T2 + " one\n") + frame(1, T2 + " one\n"),
                        frame(2, T2 + " one\n") + frame(1, T2 + " two\n") + frame(2, T3 + " three\n"));
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            assertThat(frames(logs(docker))).containsExactly("zero\n", "one\n", "one\n", "one\n", "two\n", "three\n");
        }
    }

    /** The pieces of a line that came before the cut and those after it are one line. */
    @Test
    void aLineThatWasCutComesOnceAndWhole() throws IOException {
        Script script = c -> {
            assertThat(head(c)).contains("timestamps=true&").contains("details=true");
            String begin = frame(1, T2 + " a=b one ");
            if (c.number() == 1) {
                c.say(MULTIPLEXED).chunk(begin).reset();
            } else {
                all(c, begin + frame(1, T2 + " a=b line\n") + frame(1, T3 + " a=b next\n"));
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            List<LogLine> lines = new ArrayList<>();
            await(
                    docker.containers()
                            .logs("web", l -> l.resume(true)
                                    .timestamps(true)
                                    .details(true)
                                    .tail(9))
                            .lines()
                            .forEach(lines::add),
                    LIMIT);

            assertThat(lines)
                    .containsExactly(
                            new LogLine(StreamSource.STDOUT, "one line", Instant.parse(T2), Map.of("a", "b"), false),
                            new LogLine(StreamSource.STDOUT, "next", Instant.parse(T3), Map.of("a", "b"), false));
        }
    }

    /** A terminal's bytes, from which the times are taken out again. */
    @Test
    void theBytesOfATerminalGoOnToo() throws IOException {
        Script script = c -> {
            String head = head(c);
            c.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            if (!head.contains("tail=5 ")) {
                c.chunk(T1 + " $ ls\r\n" + T2 + " f\r\n").say(END).awaitClose();
            } else {
                c.chunk(T1 + " $ ls\r\n" + T2 + " ").reset();
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client();
                InputStream bytes = logs(docker).asInputStream()) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("$ ls\r\nf\r\n");
        }
    }

    /** Whose tail is nothing gets what was written after the engine had accepted, by the engine's clock. */
    @Test
    void aLogThatWasCutBeforeItsFirstMessageMissesNothing() throws IOException {
        Script script = c -> {
            String head = head(c);
            if (c.number() == 1) {
                assertThat(head).contains("tail=0");
                c.say(MULTIPLEXED.replace("\r\nT", "\r\nDate: Wed, 25 Nov 2026 08:33:20 GMT\r\nT"))
                        .reset();
            } else {
                assertThat(c.number() == 2)
                        .isEqualTo(head.contains("follow=true"))
                        .isEqualTo(head.contains("&since=1795595600.000000000&timestamps=true "));
                all(c, frame(1, T1 + " one\n"));
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            assertThat(frames(docker.containers()
                            .logs("web", l -> l.follow(true).resume(true).tail(0))))
                    .containsExactly("one\n");
        }
    }

    @Test
    void anEngineThatStartsAnewIsTriedAgain() throws IOException {
        Script script = c -> {
            head(c);
            switch (c.number()) {
                case 1 -> cutAfterOne(c);
                case 2 -> c.say("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
                case 3 -> c.reset();
                default -> all(c, frame(1, T2 + " one\n"), frame(1, T3 + " two\n"));
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            assertThat(frames(logs(docker))).containsExactly("one\n", "two\n");
            assertThat(engine.connections()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void aContainerThatIsGoneIsTheEngineSayingSo() throws IOException {
        Script script = c -> {
            head(c);
            if (c.number() == 1) {
                cutAfterOne(c);
            } else {
                String gone = "{\"message\":\"No such container: web\"}";
                c.say("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: " + gone.length()
                                + "\r\n\r\n" + gone)
                        .awaitClose();
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            List<String> frames = new ArrayList<>();
            assertThatThrownBy(() -> await(logs(docker).forEach(frame -> frames.add(frame.text())), LIMIT))
                    .isInstanceOf(NotFoundException.class);
            assertThat(frames).containsExactly("one\n");
            assertThat(engine.connections()).isEqualTo(2);
        }
    }

    /** L5: what cannot be had any more is told. */
    @Test
    void aLogThatWasRotatedMeanwhileFails() throws IOException {
        Script script = c -> {
            head(c);
            if (c.number() == 1) {
                cutAfterOne(c);
            } else {
                all(c, frame(1, T3 + " two\n"));
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            assertThatThrownBy(() -> frames(logs(docker)))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("may be lost after those of " + T2);
        }
    }

    /** An engine that is not there is said to be so at once. */
    @Test
    void anEngineThatIsNotReachedAtFirstIsNotTriedAgain() throws IOException {
        DockerClient docker;
        try (var engine = new ScriptedEngine(kind, c -> c.head())) {
            docker = engine.client();
        }
        try (docker) {
            assertThatThrownBy(() -> await(logs(docker).forEach(frame -> {}), Duration.ofSeconds(20)))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("no engine reached");
        }
    }

    /** L9: while the call for the rest waits for its answer. */
    @Test
    void aCancelReachesTheConnectionThatIsMadeAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Script script = c -> {
            head(c);
            if (c.number() == 1) {
                cutAfterOne(c);
            } else {
                asked.countDown();
                c.awaitClose();
                closed.countDown();
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            CompletableFuture<Void> end = logs(docker).forEach(frame -> {});
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            end.cancel(true);

            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** L48: a client that is closed does not wait for anything, nor try again. */
    @Test
    void closingTheClientEndsTheWaiting() throws Exception {
        CountDownLatch tried = new CountDownLatch(4);
        Script script = c -> {
            head(c);
            tried.countDown();
            if (c.number() == 1) {
                cutAfterOne(c);
            }
        };
        try (var engine = new ScriptedEngine(kind, script)) {
            CompletableFuture<Void> end;
            try (var docker = engine.client()) {
                end = logs(docker).forEach(frame -> {});
                assertThat(tried.await(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThatThrownBy(() -> await(end, LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("the client was closed");
        }
    }

    /** L24. */
    @Test
    void theLimitOfTheWholeCallCountsTheWaitingToo() throws IOException {
        Script script = c -> {
            head(c);
            if (c.number() == 1) {
                cutAfterOne(c);
            }
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            assertThatThrownBy(() -> frames(docker.timeouts(t -> t.call(Duration.ofMillis(500)))
                            .containers()
                            .logs("web", resuming())))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("call timeout");
        }
    }

    @Test
    void recordsAreNotAskedForAndServicesRefused() throws IOException {
        Script script = c -> {
            assertThat(head(c)).contains("/tasks/t1/logs?").doesNotContain("ndjson");
            all(c, frame(1, T1 + " one\n"));
        };
        try (var engine = new ScriptedEngine(kind, script);
                var docker = engine.client()) {
            assertThat(frames(docker.tasks().logs("t1", l -> l.resume(true).structured(true))))
                    .containsExactly("one\n");
            assertThatThrownBy(() -> docker.services().logs("s1", l -> l.resume(true)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("follow the tasks");
        }
    }
}
