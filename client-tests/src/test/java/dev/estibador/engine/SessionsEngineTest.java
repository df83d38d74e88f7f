package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.ProcessList;
import dev.estibador.error.ConnectionException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.AttachSession;
import dev.estibador.stream.StreamSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

/** What a terminal or a pipe needs of a session, on a real engine. */
class SessionsEngineTest extends OverEveryReach {
    private String exec(String id, boolean tty, String... command) {
        return await(
                        harbor.docker.execs().create(id, e -> e.cmd(command)
                                .tty(tty)
                                .attachStdin(true)
                                .attachStdout(true)
                                .detachKeys("ctrl-x,x")),
                        LIMIT)
                .id();
    }

    private boolean runs(String id, String command) {
        ProcessList processes = await(harbor.docker.containers().top(id), LIMIT);
        return processes.processes().stream()
                .anyMatch(columns -> String.join(" ", columns).contains(command));
    }

    /** An engine 20.10 hangs up on the command then; whoever does not mind goes on. */
    @Test
    @Needs(Capability.DETACH_KEYS)
    void theDetachKeysEndAnExecsSessionAndNotTheCommand() {
        String id = harbor.idler();
        String exec = exec(id, true, "sh", "-c", "trap '' HUP; echo ready; exec sleep 1234");
        try (var session = await(harbor.docker.execs().attach(exec), LIMIT);
                var frames = session.output().iterate()) {
            StringBuilder shown = new StringBuilder();
            while (shown.indexOf("ready") < 0) {
                assertThat(frames.await(LIMIT)).isTrue();
                shown.append(frames.iterator().next().text());
            }
            await(session.write("\u0018x"), LIMIT);
            frames.forEach(frame -> {});
        }
        assertThat(runs(id, "sleep 1234")).isTrue();
    }

    @Test
    @Needs(Capability.DETACH_KEYS)
    void theDetachKeysEndAnAttachedSessionAndNotTheContainer() {
        String id = harbor.create(c -> c.tty(true).openStdin(true).cmd("cat"));
        await(harbor.docker.containers().start(id), LIMIT);
        try (var session =
                await(harbor.docker.containers().attach(id, a -> a.stdin(true).detachKeys("ctrl-x,x")), LIMIT)) {
            await(session.write("\u0018x"), LIMIT);
            await(session.output().forEach(frame -> {}), LIMIT);
        }
        assertThat(await(harbor.docker.containers().inspect(id), LIMIT).state().running())
                .isTrue();
    }

    @Test
    void aCommandReadsWhatAPublisherGives() {
        String exec = exec(harbor.idler(), false, "cat");
        SubmissionPublisher<ByteBuffer> words = new SubmissionPublisher<>();
        try (var session = await(harbor.docker.execs().attach(exec), LIMIT)) {
            var all = session.writeAll(words);
            words.submit(StandardCharsets.UTF_8.encode("some "));
            words.submit(StandardCharsets.UTF_8.encode("words"));
            words.close();
            await(all, LIMIT);
            await(session.closeInput(), LIMIT);

            assertThat(Harbor.outputOf(session, StreamSource.STDOUT)).isEqualTo("some words");
        }
        assertThat(await(harbor.docker.execs().awaitEnd(exec), LIMIT).exitCode())
                .isZero();
    }

    /** L21: it waits while the command does not read, and fails when the command has gone. */
    @Test
    void aCommandThatDoesNotReadIsWaitedForAndItsEndIsATypedError() {
        String id = harbor.idler();
        String exec = exec(id, false, "sh", "-c", "read x; exit 9");
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };
        try (AttachSession session = await(harbor.docker.execs().attach(exec(id, false, "sleep", "1234")), LIMIT)) {
            var all = session.writeAll(endless);
            await(harbor.docker.system().ping(), LIMIT);
            assertThat(all).isNotDone();
        }
        try (AttachSession session = await(harbor.docker.execs().attach(exec), LIMIT)) {
            var output = session.output().forEach(frame -> {});
            await(session.writeAll(new ByteArrayInputStream("\n".getBytes(StandardCharsets.UTF_8))), LIMIT);
            assertThat(await(harbor.docker.execs().awaitEnd(exec), LIMIT).exitCode())
                    .isEqualTo(9);

            assertThatThrownBy(() -> await(session.writeAll(endless), LIMIT)).isInstanceOf(ConnectionException.class);
            // it ends in one way or the other
            await(output.handle((nothing, e) -> true), LIMIT);
        }
    }
}
