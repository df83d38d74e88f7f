package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.ConflictException;
import dev.estibador.error.OutputLimitException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import org.junit.jupiter.api.Test;

/** L22: a command in one call. */
class ExecsEngineTest extends OverEveryReach {
    @Test
    void aCommandGivesItsOutputsAndItsExitCode() {
        String id = harbor.idler();
        var result = await(
                harbor.docker.execs().run(id, e -> e.cmd("sh", "-c", "echo $A; pwd; id -u; echo bad >&2; exit 3")
                        .env("A=b")
                        .workingDir("/tmp")
                        .user("7")),
                LIMIT);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.stdout().text()).isEqualTo("b\n/tmp\n7\n");
        assertThat(result.stderr().text()).isEqualTo("bad\n");
    }

    @Test
    void aCommandThatReadsFindsAnEndOfFile() {
        var result = await(harbor.docker.execs().run(harbor.idler(), e -> e.cmd("cat")), LIMIT);
        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout().size()).isZero();
    }

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
    void aCommandThatWritesForEverIsLeft() {
        var endless = harbor.docker.execs().run(harbor.idler(), e -> e.cmd("yes"));
        assertThatThrownBy(() -> await(endless, LIMIT)).isInstanceOf(OutputLimitException.class);
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
}
