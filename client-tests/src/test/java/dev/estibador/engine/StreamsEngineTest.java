package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.engine.Harbor.outputOf;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.WaitCondition;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.error.NotFoundException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.StreamSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StreamsEngineTest extends OverEveryReach {
    /** The wait is accepted before the container is started, so that even the shortest life is seen. */
    @Test
    void aWaitThatWasAcceptedMissesNoEnd() {
        String id = harbor.create(c -> c.cmd("sh", "-c", "exit 42"));
        var wait = harbor.docker.containers().awaitExit(id, WaitCondition.NEXT_EXIT);
        await(wait.accepted(), LIMIT);
        await(harbor.docker.containers().start(id), LIMIT);

        assertThat(await(wait.exit(), LIMIT).statusCode()).isEqualTo(42);
    }

    @Nested
    class Logs {
        @Test
        void outputAndErrorsAreToldApart() {
            String id = harbor.shell("echo out; echo err >&2; printf 'no newline'");
            assertThat(harbor.exitCode(id)).isZero();

            assertThat(harbor.logs(id, StreamSource.STDOUT)).isEqualTo("out\nno newline");
            assertThat(harbor.logs(id, StreamSource.STDERR)).isEqualTo("err\n");
        }

        @Test
        void areFollowedLiveUntilTheContainerStops() {
            String id = harbor.create(c -> c.openStdin(true).cmd("sh", "-c", "echo ready; read x; echo got $x"));
            await(harbor.docker.containers().start(id), LIMIT);
            List<String> lines = new ArrayList<>();
            try (var frames =
                    harbor.docker.containers().logs(id, l -> l.follow(true)).iterate()) {
                lines.add(frames.iterator().next().text());
                assertThat(frames.await(Duration.ofMillis(50)))
                        .as("nothing more until it is told")
                        .isFalse();
                try (var session = await(harbor.docker.containers().attach(id, a -> a.stdin(true)), LIMIT)) {
                    await(session.write("word\n"), LIMIT);
                    frames.forEach(frame -> lines.add(frame.text()));
                }
            }

            assertThat(lines).containsExactly("ready\n", "got word\n");
        }

        /** L9: the engine is left alone, and the client goes on. */
        @Test
        void canBeCancelledWhileNothingComes() {
            String id = harbor.idler();
            var logs = harbor.docker.containers().logs(id, l -> l.follow(true));
            var all = logs.forEach(frame -> {});
            logs.cancel();

            assertThatThrownBy(() -> await(all, LIMIT)).isInstanceOf(CancellationException.class);
            assertThat(await(harbor.docker.containers().inspect(id), LIMIT)
                            .state()
                            .running())
                    .isTrue();
        }

        /** L10. */
        @Test
        void ofNothingFailBeforeTheyOpen() {
            var logs = harbor.docker.containers().logs("no-such-container");

            assertThatThrownBy(() -> await(logs.opened(), LIMIT)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> await(logs.forEach(frame -> {}), LIMIT)).isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class Attach {
        /** L17. */
        @Test
        void endOfInputReachesTheProcessWhileItsOutputGoesOn() {
            String id = harbor.create(c -> c.openStdin(true)
                    .config(f -> f.stdinOnce(true))
                    .cmd("sh", "-c", "n=$(wc -c); echo counted $n; echo done >&2"));
            try (var session = await(harbor.docker.containers().attach(id, a -> a.stdin(true)), LIMIT)) {
                await(harbor.docker.containers().start(id), LIMIT);
                await(session.write("12345"), LIMIT);
                await(session.closeInput(), LIMIT);

                assertThat(outputOf(session, StreamSource.STDOUT)).isEqualTo("counted 5\n");
            }
        }

        @Test
        void aTerminalHasTheSizeThatItIsTold() {
            String id = harbor.create(c -> c.tty(true).openStdin(true).cmd("sh", "-c", "read x; stty size"));
            await(harbor.docker.containers().start(id), LIMIT);
            try (var session = await(harbor.docker.containers().attach(id, a -> a.stdin(true)), LIMIT)) {
                await(session.resize(40, 100), LIMIT);
                await(session.write("\n"), LIMIT);

                assertThat(outputOf(session, StreamSource.STDOUT)).contains("40 100");
            }
        }

        /** L19: the engine's own words, not "expected 101". */
        @Test
        void toNothingIsNotFound() {
            assertThatThrownBy(() -> await(harbor.docker.containers().attach("no-such-container"), LIMIT))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("no-such-container");
        }

        /** L21. */
        @Test
        void writingAfterTheProcessHasGoneIsATypedError() {
            String id = harbor.create(c -> c.openStdin(true).cmd("true"));
            try (var session = await(harbor.docker.containers().attach(id, a -> a.stdin(true)), LIMIT)) {
                await(harbor.docker.containers().start(id), LIMIT);
                assertThat(outputOf(session, StreamSource.STDOUT)).isEmpty();

                assertThatThrownBy(() -> await(session.write("too late"), LIMIT))
                        .isInstanceOf(ConnectionException.class);
            }
        }
    }

    @Nested
    class Exec {
        @Test
        void givesOutputErrorsAndExitCode() {
            String id = harbor.idler();
            String exec = await(
                            harbor.docker.execs().create(id, e -> e.cmd(
                                            "sh", "-c", "echo $WHO in $PWD; echo err >&2; exit 3")
                                    .env("WHO=me")
                                    .workingDir("/tmp")
                                    .attachStdout(true)
                                    .attachStderr(true)),
                            LIMIT)
                    .id();
            try (var session = await(harbor.docker.execs().attach(exec), LIMIT)) {
                assertThat(outputOf(session, StreamSource.STDOUT)).isEqualTo("me in /tmp\n");
            }

            assertThat(await(harbor.docker.execs().inspect(exec), LIMIT).exitCode())
                    .isEqualTo(3);
        }

        @Test
        @Needs(Capability.EXEC_SIZE)
        void onATerminalIsRawAndCanBeResized() {
            String id = harbor.idler();
            String exec = await(
                            harbor.docker.execs().create(id, e -> e.cmd("sh", "-c", "read x; stty size")
                                    .tty(true)
                                    .attachStdin(true)
                                    .attachStdout(true)),
                            LIMIT)
                    .id();
            try (var session = await(harbor.docker.execs().attach(exec), LIMIT)) {
                await(session.resize(33, 77), LIMIT);
                await(session.write("\n"), LIMIT);

                assertThat(outputOf(session, StreamSource.STDOUT)).contains("33 77");
            }
        }

        @Test
        void ofNothingIsNotFound() {
            assertThatThrownBy(() -> await(harbor.docker.execs().attach("no-such-exec"), LIMIT))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> await(harbor.docker.execs().attach("no-such-exec", o -> o.tty(false)), LIMIT))
                    .isInstanceOf(DockerException.class)
                    .isInstanceOf(NotFoundException.class);
        }
    }
}
