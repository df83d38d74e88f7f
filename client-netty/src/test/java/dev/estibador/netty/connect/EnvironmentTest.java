package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.connect.EngineAddress;
import dev.estibador.connect.RegistryCredentials;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void withoutAnythingItIsTheDefaultSocketAndANegotiatedVersion() {
        var config = Environment.config(Map.of("DOCKER_HOST", " "));

        assertThat(config.address()).isEqualTo(EngineAddress.unix(Path.of("/var/run/docker.sock")));
        assertThat(config.apiVersion()).isNull();
        assertThat(config.explain()).contains("DOCKER_HOST is not set");
    }

    @Test
    void dockerHostSaysWhereAndDockerApiVersionPins() {
        var config = Environment.config(Map.of("DOCKER_HOST", "tcp://[::1]:2375", "DOCKER_API_VERSION", "v1.43"));

        assertThat(config.address()).isEqualTo(EngineAddress.tcp("::1", 2375));
        assertThat(config.apiVersion()).isEqualTo(new ApiVersion(1, 43));
        assertThat(config.explain()).contains("DOCKER_HOST says tcp://[::1]:2375");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssh://", "http://host", "unix://", "tcp://", "tcp://host:0", "tcp://host:70000", "host:abc"})
    void anOddAddressIsNamed(String address) {
        assertThatThrownBy(() -> Environment.config(Map.of("DOCKER_HOST", address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DOCKER_HOST: ")
                .hasMessageContaining(address);
    }

    @Test
    void anOddVersionIsNamed() {
        assertThatThrownBy(() -> Environment.config(Map.of("DOCKER_API_VERSION", "latest")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DOCKER_API_VERSION")
                .hasMessageContaining("latest");
    }

    @Test
    void credentialsAreThoseOfTheDockerCliThere() {
        assertThat(Environment.config(Map.of("DOCKER_CONFIG", "/c")).credentials())
                .isEqualTo(new RegistryCredentials.DockerCli(Map.of("DOCKER_CONFIG", "/c")));
    }
}
