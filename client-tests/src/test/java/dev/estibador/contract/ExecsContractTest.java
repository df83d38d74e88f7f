package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.error.ConflictException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.exec.ExecSpec;
import dev.estibador.exec.Execs;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecsContractTest {
    private final HttpEngine engine = new HttpEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void createSendsTheCommand() {
        engine.answers(201, "{\"Id\":\"e1\"}");
        var created = engine.await(engine.docker.execs().create("web", e -> e.cmd("ls", "-l")
                .env("A=b")
                .user("app")
                .workingDir("/tmp")
                .tty(false)
                .privileged(true)
                .attachStdin(true)
                .attachStdout(true)
                .attachStderr(false)
                .consoleSize(24L, 80L)
                .detachKeys("ctrl-x")));

        assertThat(created.id()).isEqualTo("e1");
        engine.askedWithJson(
                "POST /v1.45/containers/web/exec",
                "{\"Cmd\":[\"ls\",\"-l\"],\"Env\":[\"A=b\"],\"User\":\"app\",\"WorkingDir\":\"/tmp\",\"Tty\":false,\"Privileged\":true,"
                        + "\"AttachStdin\":true,\"AttachStdout\":true,\"AttachStderr\":false,\"ConsoleSize\":[24,80],\"DetachKeys\":\"ctrl-x\"}");
    }

    @Test
    void startDetaches() {
        engine.answers(aResponse().withStatus(200));
        engine.await(engine.docker.execs().start("e1"));

        engine.askedWithJson("POST /v1.45/exec/e1/start", "{\"Detach\":true,\"Tty\":false}");
    }

    @Test
    void resizeSendsRowsAndColumns() {
        engine.answers(aResponse().withStatus(201));
        engine.await(engine.docker.execs().resize("e1", 30, 90));

        engine.askedWithoutBody("POST /v1.45/exec/e1/resize?h=30&w=90");
    }

    @Test
    void inspectReadsTheProcess() {
        engine.answers(200, """
                {"ID":"e1","Running":false,"ExitCode":3,"ContainerID":"c","OpenStdin":true,"OpenStdout":false,
                 "OpenStderr":true,"CanRemove":false,"Pid":42000,"DetachKeys":"EBE=",
                 "ProcessConfig":{"tty":true,"entrypoint":"sh","arguments":["-c","x"],"privileged":false,"user":"1"}}
                """);
        var details = engine.await(engine.docker.execs().inspect("e1"));

        engine.askedWithoutBody("GET /v1.45/exec/e1/json");
        assertThat(details.exitCode()).isEqualTo(3);
        assertThat(details.canRemove()).isFalse();
        assertThat(details.detachKeys()).isEqualTo("EBE=");
        assertThat(details.pid()).isEqualTo(42000);
        assertThat(details.process().tty()).isTrue();
        assertThat(details.process().user()).isEqualTo("1");
        assertThat(details.process().arguments()).containsExactly("-c", "x");
    }

    @Test
    void aContainerThatDoesNotRunIsAConflict() {
        engine.answers(409, "{\"message\":\"container is not running\"}");
        assertThatThrownBy(() -> engine.await(engine.docker.execs().create("web", e -> e.cmd("ls"))))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("container is not running");
    }

    /** Decision 005: values add, a collection replaces, and a spec can be gone on from. */
    @Test
    void aSpecIsBuiltAndRebuilt() {
        ExecSpec spec = ExecSpec.builder()
                .cmd("a")
                .cmd("b")
                .env("A=1")
                .user("u")
                .tty(true)
                .consoleSize(List.of(1L, 2L))
                .build();
        assertThat(spec.cmd()).containsExactly("a", "b");
        assertThat(spec.toBuilder().build()).isEqualTo(spec);
        assertThat(spec.toBuilder().cmd(List.of("c")).env(List.of()).build())
                .satisfies(other -> assertThat(other.cmd()).containsExactly("c"))
                .satisfies(other -> assertThat(other.env()).isEmpty());
    }

    @Test
    void aSizeThatTheEngineIsTooOldForIsToldAndNotSent() {
        try (HttpEngine old = new HttpEngine(new ApiVersion(1, 41))) {
            Execs execs = old.docker.execs();
            assertThatThrownBy(() -> old.await(execs.create("web", e -> e.consoleSize(24L, 80L))))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("ConsoleSize")
                    .hasMessageContaining("1.42");
            assertThatThrownBy(
                            () -> old.await(execs.attach("e1", s -> s.tty(true).size(24, 80))))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("ConsoleSize");
            assertThat(old.server.getAllServeEvents()).isEmpty();
        }
    }
}
