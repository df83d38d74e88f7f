package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.OutputLimitException;
import org.junit.jupiter.api.Test;

/** L22: a command in one call. */
class ExecRunsEngineTest extends OverEveryReach {
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
    void aCommandThatWritesForEverIsLeft() {
        var endless = harbor.docker.execs().run(harbor.idler(), e -> e.cmd("yes"));
        assertThatThrownBy(() -> await(endless, LIMIT)).isInstanceOf(OutputLimitException.class);
    }
}
