package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.SWITCHED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.ConflictException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.OutputLimitException;
import dev.estibador.exec.ExecResult;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** L22: one call that makes a command, starts it, collects what it writes and learns how it ended. */
class ExecRunContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The requests that a run makes. */
    private enum Stage {
        CREATE(1, "POST /v1.45/containers/web/exec "),
        START(2, "POST /v1.45/exec/e1/start "),
        INSPECT(3, "GET /v1.45/exec/e1/json ");

        private final int number;
        private final String request;

        Stage(int number, String request) {
            this.number = number;
            this.request = request;
        }

        boolean of(String head) {
            return head.startsWith(request);
        }
    }

    /** Creates, starts with that output, and tells one state after another, each over a connection of its own. */
    private static ScriptedEngine engine(String output, String... states) throws IOException {
        AtomicInteger looks = new AtomicInteger();
        return new ScriptedEngine(Kind.UNIX_JDK, c -> {
            String head = c.head();
            if (Stage.CREATE.of(head)) {
                assertThat(body(c))
                        .isEqualTo(
                                "{\"Cmd\":[\"sh\"],\"AttachStdin\":false,\"AttachStdout\":true,\"AttachStderr\":true}");
                c.say(reply("201 Created", "{\"Id\":\"e1\"}"));
            } else if (Stage.START.of(head)) {
                assertThat(body(c)).isEqualTo("{\"Detach\":false,\"Tty\":false}");
                c.say(SWITCHED + output);
            } else {
                assertThat(head).startsWith(Stage.INSPECT.request);
                c.say(reply("200 OK", states[Math.min(looks.getAndIncrement(), states.length - 1)]));
            }
        });
    }

    private static String reply(String status, String json) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json;
    }

    private static String body(ScriptedEngine.Conversation c) {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("}") < 0) {
            text.append((char) c.read());
        }
        return text.toString();
    }

    @Test
    void givesBothOutputsAndTheExitCode() throws Exception {
        String output = frame(1, "out \303") + frame(2, "bad") + frame(1, "\244");
        try (var engine = engine(output, "{\"Running\":false,\"ExitCode\":3}");
                var docker = engine.client()) {
            var result = await(docker.execs().run("web", e -> e.cmd("sh")), LIMIT);

            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.stdout().text()).as("a character in two frames").isEqualTo("out ä");
            assertThat(result.stdout().size()).isEqualTo(6);
            assertThat(result.stderr().text()).isEqualTo("bad");
            assertThat(result.stderr().bytes().isReadOnly()).isTrue();
        }
    }

    /** The output ends before the engine notes the end. */
    @Test
    void looksAgainUntilTheCommandHasEnded() throws Exception {
        String running = "{\"Running\":true,\"ExitCode\":null}";
        try (var engine = engine(frame(1, "x"), running, running, running, "{\"Running\":false,\"ExitCode\":0}");
                var docker = engine.client()) {
            assertThat(await(docker.execs().run("web", e -> e.cmd("sh")), LIMIT).exitCode())
                    .isZero();
            assertThat(engine.connections()).isEqualTo(6);
        }
    }

    /** Between the reply to a start and the start itself it does not run either, and has no exit code. */
    @Test
    void theEndOfACommandIsAwaitedFromBeforeItsBeginning() throws Exception {
        String due = "{\"Running\":false,\"ExitCode\":null}";
        String running = "{\"Running\":true,\"ExitCode\":null}";
        try (var engine = engine("", due, running, "{\"Running\":false,\"ExitCode\":7}");
                var docker = engine.client()) {
            assertThat(await(docker.execs().awaitEnd("e1"), LIMIT).exitCode()).isEqualTo(7);
            assertThat(engine.connections()).isEqualTo(3);
        }
    }

    /** E13: Podman says 0 for what has not begun, and may forget what has ended. */
    @Test
    void anExecThatHasNotBegunHasNotEndedWithZero() throws Exception {
        String due = "{\"Running\":false,\"ExitCode\":0,\"Pid\":0,\"CanRemove\":false}";
        String ended = "{\"Running\":false,\"ExitCode\":0,\"Pid\":0,\"CanRemove\":true}";
        try (var engine = engine("", due, due, ended);
                var docker = engine.client()) {
            assertThat(await(docker.execs().awaitEnd("e1"), LIMIT).exitCode()).isZero();
            assertThat(engine.connections()).isEqualTo(3);
        }
    }

    /** Its command is not there, so that it never had a process. */
    @Test
    void anExecThatCouldNotBeginHasEnded() throws Exception {
        String failed = "{\"Running\":false,\"ExitCode\":127,\"Pid\":0,\"CanRemove\":false}";
        try (var engine = engine("", failed);
                var docker = engine.client()) {
            assertThat(await(docker.execs().awaitEnd("e1"), LIMIT).exitCode()).isEqualTo(127);
        }
    }

    @Test
    void withoutAnExitCodeIsNoResult() throws Exception {
        try (var engine = engine("", "{\"Running\":false}");
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.execs().run("web", e -> e.cmd("sh")), LIMIT))
                    .isInstanceOf(MalformedReplyException.class)
                    .hasMessageContaining("exit code");
        }
    }

    /** Of both outputs together; what is over the limit is not waited for. */
    @Test
    void moreThanTheLimitIsATypedError() throws Exception {
        String mebibyte = frame(1, "x".repeat(1 << 20));
        CountDownLatch closed = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(Kind.UNIX_JDK, c -> {
                    if (Stage.CREATE.of(c.head())) {
                        body(c);
                        c.say(reply("201 Created", "{\"Id\":\"e1\"}"));
                        return;
                    }
                    body(c);
                    c.say(SWITCHED);
                    for (int i = 0; i < ExecResult.LIMIT >> 20; i++) {
                        c.say(mebibyte);
                    }
                    c.say(frame(2, "y"));
                    c.awaitClose();
                    closed.countDown();
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.execs().run("web", e -> e.cmd("sh")), LIMIT))
                    .isInstanceOfSatisfying(OutputLimitException.class, e -> assertThat(e.limit())
                            .isEqualTo(ExecResult.LIMIT));
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** L24: the limit is for the whole, not for each step. */
    @Test
    void theCallLimitEndsACommandThatGoesOn() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(Kind.UNIX_JDK, c -> {
                    if (Stage.CREATE.of(c.head())) {
                        body(c);
                        c.say(reply("201 Created", "{\"Id\":\"e1\"}"));
                        return;
                    }
                    body(c);
                    c.say(SWITCHED + frame(1, "x"));
                    c.awaitClose();
                    closed.countDown();
                });
                var docker = engine.client()) {
            var impatient = docker.timeouts(t -> t.call(Duration.ofSeconds(1)));
            assertThatThrownBy(() -> await(impatient.execs().run("web", e -> e.cmd("sh")), LIMIT))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("/containers/web/exec");
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRefusalIsTheEnginesOwn() throws Exception {
        try (var engine = new ScriptedEngine(Kind.UNIX_JDK, c -> {
                    c.head();
                    body(c);
                    c.say(reply("409 Conflict", "{\"message\":\"container is not running\"}"));
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.execs().run("web", e -> e.cmd("sh")), LIMIT))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("container is not running");
        }
    }

    /** Whatever it waits for, cancelling closes that connection and asks for nothing more. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    void cancellingEndsItAtAnyStage(Stage stage) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(Kind.UNIX_JDK, c -> {
                    String head = c.head();
                    if (stage.of(head)) {
                        if (stage == Stage.START) {
                            c.say(SWITCHED + frame(1, "x"));
                        }
                        reached.countDown();
                        c.awaitClose();
                        closed.countDown();
                    } else if (Stage.CREATE.of(head)) {
                        body(c);
                        c.say(reply("201 Created", "{\"Id\":\"e1\"}"));
                    } else {
                        body(c);
                        c.say(SWITCHED);
                    }
                });
                var docker = engine.client()) {
            var run = docker.execs().run("web", e -> e.cmd("sh"));
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
            run.cancel(true);

            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> await(run, LIMIT)).isInstanceOf(CancellationException.class);
            assertThat(engine.connections()).isEqualTo(stage.number);
        }
    }
}
