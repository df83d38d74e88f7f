package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.SWITCHED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.ConflictException;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.NotFoundException;
import dev.estibador.stream.AttachSession;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between the request to switch and the end of the session. */
@ParameterizedClass
@EnumSource(Kind.class)
class SessionsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Parameter
    Kind kind;

    private static String output(AttachSession session) {
        StringBuilder text = new StringBuilder();
        await(session.output().forEach(frame -> text.append(frame.text())), LIMIT);
        return text.toString();
    }

    /** L20: the first output may be in the same packet as the 101. */
    @Test
    void bytesBehindTheHeadAreNotLost() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    String head = c.head();
                    assertThat(head)
                            .startsWith(
                                    "POST /v1.45/containers/web/attach?stream=true&stdout=true&stderr=true HTTP/1.1\r\n")
                            .containsIgnoringCase("\r\nConnection: upgrade\r\n")
                            .containsIgnoringCase("\r\nUpgrade: tcp\r\n")
                            .containsIgnoringCase("\r\nContent-Length: 0\r\n");
                    c.say(SWITCHED + frame(1, "early ")).say(frame(1, "late"));
                });
                var docker = engine.client();
                var session = await(docker.containers().attach("web"), LIMIT)) {
            assertThat(output(session)).isEqualTo("early late");
        }
    }

    /** L17: our end of input arrives, and the output that comes after it as well. */
    @Test
    void theTwoSidesEndIndependently() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.headOfAttach();
                    c.say(SWITCHED);
                    String typed = c.rest();
                    c.say(frame(1, "got " + typed)).say(frame(2, " after its end"));
                });
                var docker = engine.client();
                var session = await(docker.containers().attach("web", a -> a.stdin(true)), LIMIT)) {
            await(session.write("some "), LIMIT);
            await(session.write("words"), LIMIT);
            await(session.closeInput(), LIMIT);
            await(session.closeInput(), LIMIT);

            assertThat(output(session)).isEqualTo("got some words after its end");
            assertThatThrownBy(() -> await(session.write("more"), LIMIT)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Engines that do not know the header answer 200 and switch all the same. */
    @Test
    void aTwoHundredIsASessionToo() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().contains("/json ")) {
                        c.json("{\"Config\":{\"Tty\":true,\"OpenStdin\":true}}").awaitClose();
                        return;
                    }
                    c.say("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nhello ");
                    c.say("again, " + (char) c.read() + (char) c.read() + (char) c.read());
                });
                var docker = engine.client();
                var session = await(docker.containers().attach("web", a -> a.stdin(true)), LIMIT)) {
            await(session.write("you"), LIMIT);

            assertThat(output(session)).isEqualTo("hello again, you");
        }
    }

    /** What would go nowhere fails at once, and what would lose the output is not done. */
    @ParameterizedTest
    @CsvSource({
        "false, true,  true,  false, this session has no input, this session has no input",
        "true,  false, true,  false, no standard input,         no standard input",
        "true,  true,  false, false, ,                          stdinOnce",
        "true,  true,  true,  true,  ,                          terminal",
        "true,  true,  true,  false, ,                          ",
    })
    void inputThatCannotArriveIsRefused(
            boolean asked, boolean open, boolean once, boolean tty, String write, String end) throws Exception {
        String config = "{\"Config\":{\"OpenStdin\":" + open + ",\"StdinOnce\":" + once + ",\"Tty\":" + tty + "}}";
        try (var engine = new ScriptedEngine(kind, c -> {
                    while (c.head().contains("/json ")) {
                        c.json(config);
                    }
                    c.say(SWITCHED);
                    c.say(frame(1, "got " + c.rest()));
                });
                var docker = engine.client();
                var session = await(docker.containers().attach("web", a -> a.stdin(asked)), LIMIT)) {
            refused(session.write("words"), write);
            refused(session.writeAll(new ByteArrayInputStream(new byte[] {'!'})), write);
            refused(session.closeInput(), end);
        }
    }

    /** Also where the form of the output is known without asking. */
    @ParameterizedTest
    @CsvSource({
        "true,  true,  no standard input",
        "true,  false, no standard input",
        "false, false, no standard input",
        "false, true,  no standard input"
    })
    void inputOfAnExecWithoutItIsRefused(boolean said, boolean tty, String why) throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    while (c.head().contains("/json ")) {
                        c.json("{\"ID\":\"e\",\"OpenStdin\":false,\"ProcessConfig\":{\"tty\":" + tty + "}}");
                    }
                    c.say(SWITCHED).awaitClose();
                });
                var docker = engine.client();
                var session = await(
                        docker.execs().attach("e", o -> {
                            if (said) {
                                o.tty(tty);
                            }
                        }),
                        LIMIT)) {
            refused(session.write("words"), why);
            refused(session.writeAll(new ByteArrayInputStream(new byte[] {'!'})), why);
            refused(session.closeInput(), why);
        }
    }

    /** L24: whoever gives up the output while its form is asked for leaves no connection open, and no question. */
    @ParameterizedTest
    @ValueSource(strings = {"cancel the output", "complete the output", "close the session", "close it unread"})
    void whoeverGivesUpBeforeTheFormIsKnownLeavesNothing(String how) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(2);
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().contains("/json ")) {
                        asked.countDown();
                    } else {
                        c.say("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                                + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
                    }
                    c.awaitClose();
                    closed.countDown();
                });
                var docker = engine.client()) {
            AttachSession session = await(docker.containers().attach("web"), LIMIT);
            CompletableFuture<Void> output = how.equals("close it unread")
                    ? new CompletableFuture<>()
                    : session.output().forEach(frame -> {});
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            switch (how) {
                case "cancel the output" -> output.cancel(true);
                case "complete the output" -> output.complete(null);
                default -> session.close();
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void refused(CompletableFuture<Void> call, @Nullable String why) {
        if (why == null) {
            await(call, LIMIT);
        } else {
            assertThatThrownBy(() -> await(call, LIMIT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(why);
        }
    }

    /** L19: in the form of attach, plain text after the switch was prepared, and in JSON. */
    @Test
    void aRefusalIsTheEnginesOwnMessage() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().contains("/nothing/")) {
                        c.say("HTTP/1.1 404 Not Found\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"
                                + "No such container: nothing\r\n");
                    } else {
                        String body = "{\"message\":\"container is paused\"}";
                        c.say("HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nContent-Length: "
                                        + body.length() + "\r\n\r\n" + body)
                                .awaitClose();
                    }
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.containers().attach("nothing"), LIMIT))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("No such container: nothing");
            assertThatThrownBy(() -> await(docker.execs().attach("paused", o -> o.tty(false)), LIMIT))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("container is paused");
        }
    }

    @Test
    void anExecIsStartedAsItIs() throws Exception {
        CompletableFuture<String> body = new CompletableFuture<>();
        try (var engine = new ScriptedEngine(kind, c -> {
                    String head = c.head();
                    if (head.contains("GET /v1.45/exec/e1/json")) {
                        c.json("{\"ID\":\"e1\",\"ProcessConfig\":{\"tty\":true}}")
                                .awaitClose();
                        return;
                    }
                    assertThat(head)
                            .startsWith("POST /v1.45/exec/e1/start HTTP/1.1")
                            .contains("application/json");
                    StringBuilder text = new StringBuilder();
                    while (text.indexOf("}") < 0) {
                        text.append((char) c.read());
                    }
                    body.complete(text.toString());
                    c.say(SWITCHED.replace("multiplexed", "raw") + "raw output");
                });
                var docker = engine.client();
                var session = await(docker.execs().attach("e1", o -> o.size(24, 80)), LIMIT)) {
            assertThat(output(session)).isEqualTo("raw output");
            assertThat(await(body, LIMIT)).isEqualTo("{\"Detach\":false,\"Tty\":true,\"ConsoleSize\":[24,80]}");
        }
    }

    /** L9, and no hang: an engine that never switches. */
    @Test
    void anEngineThatNeverAnswersIsLeftByCancellingOrByTheCallLimit() throws Exception {
        CountDownLatch closed = new CountDownLatch(2);
        CountDownLatch asked = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    asked.countDown();
                    c.awaitClose();
                    closed.countDown();
                });
                var docker = engine.client()) {
            var session = docker.containers().attach("web");
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            session.cancel(true);
            assertThatThrownBy(() -> await(
                            docker.timeouts(t -> t.call(kind.soon()))
                                    .containers()
                                    .attach("web"),
                            LIMIT))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("call timeout");

            assertThat(closed.await(20, TimeUnit.SECONDS))
                    .as("the engine saw both close")
                    .isTrue();
        }
    }

    /** L21. */
    @Test
    void aWriteAfterTheEnginesEndIsATypedError() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.headOfAttach();
                    c.say(SWITCHED);
                });
                var docker = engine.client();
                var session = await(docker.containers().attach("web", a -> a.stdin(true)), LIMIT)) {
            assertThat(output(session)).isEmpty();

            assertThatThrownBy(() -> await(session.write("too late"), LIMIT)).isInstanceOf(ConnectionException.class);
        }
    }
}
