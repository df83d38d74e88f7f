package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.error.ConnectionException;
import dev.estibador.netty.connect.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L45: where nobody answers, the first call tells where the engine was looked for, and what came of it. */
class NobodyAnswersContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    private Path home;
    private Path root;
    private Map<String, String> variables;

    @BeforeEach
    void home() {
        home = temporary.resolve("home");
        root = temporary.resolve("root");
        variables = new HashMap<>(Map.of("HOME", home.toString(), "XDG_RUNTIME_DIR", temporary + "/user"));
    }

    @Test
    void itTellsWhatWasTriedInOrderAndWhy() throws IOException {
        Files.createDirectories(home.resolve(".rd/docker.sock"));
        Path socket = root.resolve("var/run/docker.sock");

        assertThatThrownBy(this::ping)
                .isInstanceOf(ConnectionException.class)
                .hasMessageEndingWith("no engine reached at unix://" + socket
                        + ": the socket does not exist; start the engine, or say where it is by DOCKER_HOST"
                        + " [DOCKER_HOST and DOCKER_CONTEXT are not set; " + home
                        + "/.docker/config.json is not there; tried " + socket + " (not there), " + temporary
                        + "/user/docker.sock (not there), " + home + "/.docker/run/docker.sock (not there), " + home
                        + "/.docker/desktop/docker.sock (not there), " + home
                        + "/.colima/default/docker.sock (not there), " + home
                        + "/.rd/docker.sock (a folder, no socket), "
                        + home + "/.orbstack/run/docker.sock (not there), " + temporary
                        + "/user/podman/podman.sock (not there), " + root
                        + "/run/podman/podman.sock (not there); no engine answers, so it is the default, " + socket
                        + "]");
    }

    @Test
    void whatIsSaidByAVariableIsTriedAlone() {
        variables.put("DOCKER_HOST", "unix://" + temporary + "/gone.sock");

        assertThatThrownBy(this::ping)
                .isInstanceOf(ConnectionException.class)
                .hasMessageEndingWith(" [DOCKER_HOST says unix://" + temporary + "/gone.sock]")
                .hasMessageNotContaining("/user/docker.sock");
    }

    private void ping() {
        DockerConfig config = Environment.config(variables, root);
        try (DockerClient docker = DockerClient.open(config)) {
            assertThat(await(docker.system().ping(), LIMIT)).isNull();
        }
    }
}
