package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.connect.EngineAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextStoreTest {
    @TempDir
    Path temporary;

    private CliHome home;

    @BeforeEach
    void home() throws IOException {
        home = new CliHome(temporary);
        home.context("b", "tcp://b:1", false);
        home.context("a", "unix:///a.sock", false);
        home.with("DOCKER_CONTEXT", "c");
    }

    /** The hash is the CLI's, and stands here as the CLI made it. */
    @Test
    void aContextIsFoundByTheHashOfItsName() throws IOException {
        Path file = home.folder.resolve(".docker/contexts/meta/"
                + "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae/meta.json");
        CliHome.write(
                file,
                "{\"Name\":\"foo\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"tcp://foo:7\",\"SkipTLSVerify\":false}}}");
        home.with("DOCKER_CONTEXT", "foo");

        assertThat(home.config().address()).isEqualTo(EngineAddress.tcp("foo", 7));
    }

    @Test
    void oneThatDoesNotExistIsToldWithThoseThatDo() {
        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DOCKER_CONTEXT: there is no docker context \"c\", as " + home.contextFile("c")
                        + " is not there; the contexts there are: default, a, b");
    }

    @Test
    void theOneThatTheFileNamesIsToldToBeOfTheFile() throws IOException {
        home.variables.remove("DOCKER_CONTEXT");
        home.writeConfig("{\"currentContext\":\"gone\"}");

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(home.configFile() + ": there is no docker context \"gone\"");
    }

    @Test
    void whereNoneWasMadeThereIsTheDefault() {
        CliHome bare = new CliHome(temporary.resolve("bare")).with("DOCKER_CONTEXT", "c");

        assertThatThrownBy(bare::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("the contexts there are: default");
    }

    @Test
    void itsNameIsNoPath() {
        home.with("DOCKER_CONTEXT", "../../../x");

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(home.contextFile("../../../x").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"Endpoints\":7}", "{\"Endpoints\":{\"docker\":[1]}}"})
    void oneThatIsMalformedIsToldByItsFile(String meta) throws IOException {
        CliHome.write(home.contextFile("c"), meta);

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "DOCKER_CONTEXT: the docker context \"c\" is malformed: " + home.contextFile("c"))
                .hasMessageEndingWith("; the contexts there are: default, a, b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Name\":\"c\"}",
                "null",
                "{\"Name\":\"c\",\"Endpoints\":{}}",
                "{\"Name\":\"c\",\"Endpoints\":{\"kubernetes\":{\"Host\":\"https://k\"}}}",
                "{\"Name\":\"c\",\"Endpoints\":{\"docker\":null}}",
                "{\"Name\":\"c\",\"Endpoints\":{\"docker\":{}}}",
                "{\"Name\":\"c\",\"Endpoints\":{\"docker\":{\"Host\":\"\"}}}",
            })
    void oneWithoutAnEngineIsToldByItsFile(String meta) throws IOException {
        CliHome.write(home.contextFile("c"), meta);

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "DOCKER_CONTEXT: the docker context \"c\" has no docker endpoint with a host in "
                                + home.contextFile("c"))
                .hasMessageContaining("; the contexts there are: default, a, b");
    }

    @Test
    void oneThatCannotBeReadIsAnError() throws IOException {
        Files.createDirectories(home.contextFile("c"));

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DOCKER_CONTEXT: the docker context \"c\" cannot be read: "
                        + home.contextFile("c") + ": is a directory; ");
    }

    /** Docker Desktop's on Windows is such a one. */
    @Test
    void anAddressThatCannotBeReachedIsToldWithWhatToDo() throws IOException {
        home.context("c", "npipe:////./pipe/docker_engine", false);

        assertThatThrownBy(home::config)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DOCKER_CONTEXT: the docker context \"c\" of " + home.contextFile("c") + ": ")
                .hasMessageContaining("tcp://127.0.0.1:2375");
    }
}
