package dev.estibador.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.image.BuildOptions;
import dev.estibador.image.PullOptions;
import dev.estibador.swarm.ConfigSpec;
import dev.estibador.swarm.Driver;
import dev.estibador.swarm.SecretSpec;
import dev.estibador.volume.VolumeSpec;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** L41: what may be secret is in no text of a value. */
class SecretsTest {
    private static final String SECRET = "hunter2";

    static Stream<Object> values() {
        return Stream.of(
                RegistryAuth.of("ann", SECRET),
                RegistryAuth.ofIdentityToken(SECRET),
                RegistryAuth.ofRegistryToken(SECRET),
                PullOptions.builder().auth(RegistryAuth.of("ann", SECRET)).build(),
                BuildOptions.builder()
                        .buildArg("TOKEN", SECRET)
                        .registryAuths("registry.example", RegistryAuth.of("ann", SECRET))
                        .build(),
                VolumeSpec.builder().driverOpts("o", "password=" + SECRET).build(),
                Driver.of("d", Map.of("token", SECRET)),
                SecretSpec.of("s").data(SECRET).build(),
                ConfigSpec.of("c").data(SECRET).build());
    }

    @ParameterizedTest
    @MethodSource("values")
    void theTextOfAValueDoesNotTellThem(Object value) {
        assertThat(value.toString()).doesNotContain(SECRET);
    }
}
