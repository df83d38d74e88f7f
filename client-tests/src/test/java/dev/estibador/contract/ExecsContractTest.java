package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

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
                .detachKeys("ctrl-x")));

        assertThat(created.id()).isEqualTo("e1");
        engine.askedWithJson(
                "POST /v1.45/containers/web/exec",
                "{\"Cmd\":[\"ls\",\"-l\"],\"Env\":[\"A=b\"],\"User\":\"app\",\"WorkingDir\":\"/tmp\",\"Tty\":false,\"Privileged\":true,"
                        + "\"AttachStdin\":true,\"AttachStdout\":true,\"AttachStderr\":false,\"DetachKeys\":\"ctrl-x\"}");
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
                {"ID":"e1","Running":false,"ExitCode":3,"ContainerID":"c","OpenStdin":true,"Pid":0,"DetachKeys":"",
                 "ProcessConfig":{"tty":true,"entrypoint":"sh","arguments":["-c","x"],"privileged":false}}
                """);
        var details = engine.await(engine.docker.execs().inspect("e1"));

        engine.askedWithoutBody("GET /v1.45/exec/e1/json");
        assertThat(details.exitCode()).isEqualTo(3);
        assertThat(details.process().tty()).isTrue();
        assertThat(details.process().arguments()).containsExactly("-c", "x");
    }
}
