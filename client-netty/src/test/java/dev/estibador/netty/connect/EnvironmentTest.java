package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.HttpProxy;
import dev.estibador.connect.RegistryCredentials;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @TempDir
    Path temporary;

    private CliHome home;

    @BeforeEach
    void home() {
        home = new CliHome(temporary);
    }

    private EngineAddress address() {
        return home.config().address();
    }

    /** L44. Each level in turn, with all that are below it. */
    @Test
    void hostThenContextThenCurrentContextThenDefault() throws IOException {
        Path socket = home.root.resolve("var/run/docker.sock");
        try (SocketServer engine = SocketServer.saying(socket, SocketServer.DOCKER)) {
            assertThat(address()).isEqualTo(EngineAddress.unix(engine.socket));
            assertThat(home.explanation())
                    .isEqualTo("DOCKER_HOST and DOCKER_CONTEXT are not set; " + home.configFile()
                            + " is not there; an engine answers at " + socket);

            home.context("current", "tcp://current:1", false);
            home.context("told", "tcp://told:2", false);
            home.writeConfig("{}");
            assertThat(address()).isEqualTo(EngineAddress.unix(socket));
            assertThat(home.explanation()).contains(home.configFile() + " names no context; ");

            home.writeConfig("{\"currentContext\":\"current\"}");
            assertThat(address()).isEqualTo(EngineAddress.tcp("current", 1));
            assertThat(home.explanation())
                    .isEqualTo("DOCKER_HOST and DOCKER_CONTEXT are not set; " + home.configFile()
                            + " names the context \"current\"; the context leads to tcp://current:1");

            home.with("DOCKER_CONTEXT", "told");
            assertThat(address()).isEqualTo(EngineAddress.tcp("told", 2));
            assertThat(home.explanation())
                    .isEqualTo(
                            "DOCKER_HOST is not set; DOCKER_CONTEXT says \"told\"; the context leads to tcp://told:2");

            home.with("DOCKER_HOST", "tcp://host:3");
            assertThat(address()).isEqualTo(EngineAddress.tcp("host", 3));
            assertThat(home.explanation())
                    .isEqualTo("DOCKER_HOST says tcp://host:3, so that DOCKER_CONTEXT does not count");
        }
    }

    @Test
    void theContextDefaultIsTheLocalEngineWhateverTheFileNames() throws IOException {
        home.context("current", "tcp://current:1", false);
        home.writeConfig("{\"currentContext\":\"current\"}");
        home.with("DOCKER_CONTEXT", "default");

        assertThat(address()).isEqualTo(EngineAddress.unix(home.root.resolve("var/run/docker.sock")));
        assertThat(home.explanation()).startsWith("DOCKER_HOST is not set; DOCKER_CONTEXT says \"default\"; tried ");
        home.variables.remove("DOCKER_CONTEXT");
        home.writeConfig("{\"currentContext\":\"default\"}");
        assertThat(address()).isEqualTo(EngineAddress.unix(home.root.resolve("var/run/docker.sock")));
    }

    @Test
    void whatIsBlankIsNotSet() throws IOException {
        home.writeConfig("{\"currentContext\":\" \"}");
        home.with("DOCKER_HOST", " ")
                .with("DOCKER_CONTEXT", "")
                .with("DOCKER_CONFIG", " ")
                .with("DOCKER_API_VERSION", " ");

        assertThat(home.explanation()).contains("DOCKER_HOST and DOCKER_CONTEXT are not set", " names no context");
        assertThat(home.config().apiVersion()).isNull();
    }

    @Test
    void dockerHostSaysWhereAndDockerApiVersionPins() {
        home.with("DOCKER_HOST", "tcp://[::1]:2375").with("DOCKER_API_VERSION", "v1.43");

        assertThat(address()).isEqualTo(EngineAddress.tcp("::1", 2375));
        assertThat(home.config().apiVersion()).isEqualTo(new ApiVersion(1, 43));
        assertThat(home.explanation()).isEqualTo("DOCKER_HOST says tcp://[::1]:2375");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssh://", "http://host", "unix://", "tcp://", "tcp://host:0", "tcp://host:70000", "host:abc"})
    void anOddAddressIsNamed(String address) {
        home.with("DOCKER_HOST", address);

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DOCKER_HOST: ")
                .hasMessageContaining(address);
    }

    @Test
    void anOddVersionIsNamed() {
        home.with("DOCKER_API_VERSION", "latest");

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DOCKER_API_VERSION: ")
                .hasMessageContaining("latest");
    }

    @Test
    void credentialsAreThoseOfTheDockerCliThere() {
        home.with("DOCKER_HOST", "tcp://host");

        assertThat(home.config().credentials()).isEqualTo(new RegistryCredentials.DockerCli(home.variables));
    }

    @Test
    void dockerConfigIsWhereContextsAndHeadersAre() throws IOException {
        CliHome other = new CliHome(temporary.resolve("other"));
        other.context("there", "unix:///there.sock", false);
        other.writeConfig("{\"currentContext\":\"there\",\"HttpHeaders\":{\"X-Of\":\"there\"}}");
        home.with("DOCKER_CONFIG", other.configFile().getParent().toString());

        assertThat(address()).isEqualTo(EngineAddress.unix(Path.of("/there.sock")));
        assertThat(home.config().headers()).containsExactly(Map.entry("X-Of", "there"));
    }

    @Test
    void headersOfTheFileAreSentToWhateverEngineButForTheNameOfTheProgram() throws IOException {
        home.writeConfig("{\"HttpHeaders\":{\"X-Token\":\"hunter2\",\"user-agent\":\"mine\",\"X-Empty\":\"\"}}");
        home.with("DOCKER_HOST", "tcp://host:1");

        assertThat(home.config().headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("X-Token", "hunter2", "X-Empty", ""));
        assertThat(home.explanation()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Host\":\"hunter2\"",
                "\"content-length\":\"hunter2\"",
                "\"\":\"hunter2\"",
                "\"X Token\":\"hunter2\"",
                "\"X-Token\\r\\nHost\":\"hunter2\"",
                "\"X-Token\":\"hunter2\\r\\nHost: other\"",
                "\"X-Token\":\"hunter2\\u0000\"",
                "\"X-Token\":[\"hunter2\"]",
                "\"X-Token\":\"hunter2"
            })
    void oddHeadersAreAnErrorThatNamesTheFileAndNoValue(String header) throws IOException {
        home.writeConfig("{\"HttpHeaders\":{" + header + "}}");

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(home.configFile() + ": ")
                .hasMessageNotContainingAny("hunter2", "\r", "\n");
    }

    @Test
    void whatTheFileSaysIsReadWithoutItsSecretsBeingShown() throws IOException {
        home.writeConfig("{\"currentContext\":\"c\",\"HttpHeaders\":{\"X-Token\":\"hunter2\"}}");

        assertThat(CliConfig.read(home.configFile())).hasToString("CliConfig[c]");
    }

    /** The CLI only warns, and goes on. Any file may be the reason, such as a folder that Docker made in its place. */
    @Test
    void aFileThatCannotBeReadIsToldAndLeftAside() throws IOException {
        Files.createDirectories(home.configFile());

        assertThat(home.explanation())
                .startsWith("DOCKER_HOST and DOCKER_CONTEXT are not set; " + home.configFile()
                        + " cannot be read (is a directory); tried ");
        home.with("DOCKER_HOST", "tcp://host:1");
        assertThat(home.explanation())
                .isEqualTo("DOCKER_HOST says tcp://host:1; " + home.configFile() + " cannot be read (is a directory)");
    }

    @Test
    void whyAFileCannotBeReadIsToldInFewWords() {
        assertThat(CliConfig.problem(new AccessDeniedException("/f"))).isEqualTo("permission denied");
        assertThat(CliConfig.problem(new FileSystemException("/f", null, "Not a directory")))
                .isEqualTo("Not a directory");
        assertThat(CliConfig.problem(new IOException("Is a directory"))).isEqualTo("Is a directory");
        assertThat(CliConfig.problem(new NoSuchFileException("/f"))).contains("/f");
    }

    @Test
    void aFileThatIsMalformedIsAnError() throws IOException {
        home.writeConfig("{\"currentContext\":");
        home.with("DOCKER_HOST", "tcp://host:1");

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(home.configFile() + ": ");
    }

    @Test
    void proxiesAreForTcpAlone() throws IOException {
        home.context("remote", "tcp://remote:1", true);
        home.with("HTTP_PROXY", "proxy:1").with("HTTPS_PROXY", "http://ann:hunter2@proxy:2");

        home.with("DOCKER_HOST", "tcp://host:1");
        assertThat(home.config().proxy()).isEqualTo(HttpProxy.parse("proxy:1"));
        assertThat(home.explanation()).endsWith("; HTTP_PROXY says to go through http://proxy:1");
        home.with("DOCKER_HOST", "unix:///s");
        assertThat(home.config().proxy()).isNull();
        home.with("DOCKER_HOST", "ssh://host");
        assertThat(home.config().proxy()).isNull();
        home.with("DOCKER_HOST", "").with("DOCKER_CONTEXT", "remote");
        assertThat(home.config().proxy()).isEqualTo(HttpProxy.parse("http://ann:hunter2@proxy:2"));
        assertThat(home.explanation()).contains("HTTPS_PROXY").doesNotContain("hunter2");
    }
}
