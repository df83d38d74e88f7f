package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.ConflictException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import org.junit.jupiter.api.Test;

/** Commands in containers. Their streams are tested over each way to the engine ({@link ExecRunsEngineTest}). */
class ExecsEngineTest extends OverUnix {
    @Test
    void onATerminalAllIsOneOutput() {
        var result = await(
                harbor.docker.execs().run(harbor.idler(), e -> e.cmd("sh", "-c", "echo a; echo b >&2")
                        .tty(true)),
                LIMIT);
        assertThat(result.stdout().text()).isEqualTo("a\r\nb\r\n");
        assertThat(result.stderr().size()).isZero();
    }

    /** Its output is over long before itself. */
    @Test
    void aCommandThatClosesItsOutputIsWaitedFor() {
        var result = await(
                harbor.docker
                        .execs()
                        .run(harbor.idler(), e -> e.cmd("sh", "-c", "echo x; exec >&- 2>&-; sleep 1; exit 4")),
                LIMIT);
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.stdout().text()).isEqualTo("x\n");
    }

    @Test
    void aCommandThatDoesNotExistHasAnExitCode() {
        var result = await(harbor.docker.execs().run(harbor.idler(), e -> e.cmd("/no/such")), LIMIT);
        assertThat(result.exitCode()).isIn(126L, 127L);
        assertThat(result.stdout().text() + result.stderr().text()).contains("no/such");
    }

    @Test
    @Needs(Capability.STATUSES)
    void aContainerThatDoesNotRunIsAConflict() {
        String id = harbor.create(c -> {});
        assertThatThrownBy(() -> await(harbor.docker.execs().run(id, e -> e.cmd("true")), LIMIT))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void inspectTellsTheCommand() {
        String id = harbor.idler();
        var execs = harbor.docker.execs();
        String exec = await(
                        execs.create(id, e -> e.cmd("sh", "-c", "exit 2")
                                .user("7")
                                .privileged(true)
                                .detachKeys("ctrl-a")),
                        LIMIT)
                .id();
        var details = await(execs.inspect(exec), LIMIT);

        assertThat(details.containerId()).isEqualTo(id);
        assertThat(details.running()).isFalse();
        assertThat(details.exitCode()).isIn(null, 0L);
        assertThat(details.canRemove()).isFalse();
        assertThat(details.detachKeys()).isIn("AQ==", "ctrl-a");
        assertThat(details.process().entrypoint()).isEqualTo("sh");
        assertThat(details.process().arguments()).containsExactly("-c", "exit 2");
        assertThat(details.process().privileged()).isTrue();
        assertThat(details.process().user()).isEqualTo("7");
    }

    @Test
    void runsDetached() {
        String id = harbor.shell("while [ ! -f /tmp/go ]; do sleep 0.05; done; echo gone");
        String exec = await(harbor.docker.execs().create(id, e -> e.cmd("touch", "/tmp/go")), LIMIT)
                .id();
        await(harbor.docker.execs().start(exec), LIMIT);

        assertThat(harbor.exitCode(id)).isZero();
    }

    @Test
    @Needs(Capability.STATUSES)
    void inAStoppedContainerIsAConflict() {
        String id = harbor.create(c -> {});

        assertThatThrownBy(() -> await(harbor.docker.execs().create(id, e -> e.cmd("true")), LIMIT))
                .isInstanceOf(ConflictException.class);
    }
}
