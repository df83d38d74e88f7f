package dev.estibador.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.common.RegistryAuth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** L41. */
class RegistryCredentialsTest {
    private static final RegistryAuth ANN = RegistryAuth.of("ann", "hunter2");

    @ParameterizedTest
    @CsvSource({
        "docker.io, docker.io",
        "index.docker.io, docker.io",
        "registry-1.docker.io, docker.io",
        "https://index.docker.io/v1/, docker.io",
        "http://registry.example:5000/v2/team, registry.example:5000",
        "registry.example/team, registry.example",
        "[::1]:5000, [::1]:5000",
        "localhost, localhost",
    })
    void anAddressMeansARegistry(String address, String registry) {
        assertThat(RegistryCredentials.registryOf(address)).isEqualTo(registry);
    }

    @Test
    void aMapIsReadByRegistryWhateverTheFormOfItsKeys() {
        var given = (RegistryCredentials.Given) RegistryCredentials.of(
                Map.of("https://index.docker.io/v1/", ANN, "https://registry.example/v2/", RegistryAuth.ANONYMOUS));

        assertThat(given.lookup().apply("docker.io")).isEqualTo(ANN);
        assertThat(given.lookup().apply("registry.example")).isEqualTo(RegistryAuth.ANONYMOUS);
        assertThat(given.lookup().apply("other.example")).isNull();
    }

    @Test
    void theirTextsHaveNoSecrets() {
        assertThat(RegistryCredentials.of(Map.of("docker.io", ANN)).toString()).doesNotContain("hunter2");
        assertThat(RegistryCredentials.dockerCli(Map.of("DOCKER_AUTH_CONFIG", "hunter2"))
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void aConfigOfTheProgramsHasNone() {
        assertThat(DockerConfig.to("unix:///s").build().credentials()).isEqualTo(RegistryCredentials.NONE);
        assertThat(DockerConfig.to("unix:///s")
                        .credentials(RegistryCredentials.dockerCli(Map.of("PATH", "/bin")))
                        .build()
                        .credentials())
                .isEqualTo(new RegistryCredentials.DockerCli(Map.of("PATH", "/bin")));
    }
}
