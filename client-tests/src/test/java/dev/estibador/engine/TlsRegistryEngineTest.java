package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.RegistryAuth;
import dev.estibador.connect.RegistryCredentials;
import dev.estibador.error.EngineException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.image.BuilderVersion;
import dev.estibador.image.Images;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A registry with TLS and a login, by its loopback address, where an engine checks no certificate, and by names of another
 * address: one for which the engine knows the authority of the certificate, and one for which it does not. L41.
 */
@Needs(Capability.REGISTRY)
class TlsRegistryEngineTest extends OverUnix {
    private static final String[] REGISTRY =
            Reach.required("ESTIBADOR_TLS_REGISTRY").split(" ", 3);
    private static final String[] NAMES =
            Reach.required("ESTIBADOR_TLS_REGISTRY_NAMES").split(" ", 2);
    private static final String KNOWN = NAMES[0];
    private static final String STRANGER = NAMES[1];

    private final RegistryAuth user = RegistryAuth.of(REGISTRY[1], REGISTRY[2]);
    private final RegistryAuth wrong = RegistryAuth.of(REGISTRY[1], "hunter2");
    private final String repository =
            "estibador/" + UUID.randomUUID().toString().substring(0, 8) + ":1";
    private final List<String> tags = new ArrayList<>();

    static Stream<String> addresses() {
        return Stream.of(REGISTRY[0], KNOWN);
    }

    @AfterEach
    void removeWhatIsLeft() {
        tags.forEach(tag -> harbor.removeNames(tag.replaceFirst(":1$", "")));
    }

    /** The image of the harbor by the name that it would have there. */
    private String tagged(String host) {
        String image = host + "/" + repository;
        tags.add(image);
        await(harbor.docker.images().tag(Harbor.IMAGE, image), LIMIT);
        return image;
    }

    private String pushed(String host) {
        String image = tagged(host);
        await(harbor.docker.images().push(image, p -> p.auth(user)).result(), LIMIT);
        return image;
    }

    @ParameterizedTest
    @MethodSource("addresses")
    @Needs(Capability.DISTRIBUTION)
    void anImageIsPushedAndPulledByItsUser(String host) {
        Images images = harbor.docker.images();
        String image = tagged(host);
        var tag = await(images.push(image, p -> p.auth(user)).result(), LIMIT)
                .tags()
                .get(0);
        await(images.remove(image), LIMIT);
        await(images.pull(image, p -> p.auth(user)).result(), LIMIT);

        assertThat(await(images.inspect(image), LIMIT).id())
                .isEqualTo(await(images.inspect(Harbor.IMAGE), LIMIT).id());
        assertThat(await(harbor.docker.system().distribution(image, user), LIMIT)
                        .descriptor()
                        .digest())
                .isEqualTo(tag.digest());
    }

    /** A registry is asked for by its name and port. */
    @Test
    void theProgramIsAskedByTheNameInTheImage() {
        String image = tagged(KNOWN);
        try (DockerClient docker = DockerClient.open(Reach.UNIX_NATIVE
                .config()
                .credentials(RegistryCredentials.of(Map.of(KNOWN, user)))
                .build())) {
            await(docker.images().push(image).result(), LIMIT);
            await(docker.images().remove(image), LIMIT);
            await(docker.images().pull(image).result(), LIMIT);
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    @Needs(Capability.DISTRIBUTION)
    void aWrongPasswordIsToldInTheRegistrysWords(String host) {
        Images images = harbor.docker.images();
        String image = pushed(host);

        assertThatThrownBy(() -> await(images.push(image, p -> p.auth(wrong)).result(), LIMIT))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageMatching(PrivateRegistryEngineTest.UNAUTHORIZED)
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> await(images.pull(image, p -> p.auth(wrong)).result(), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageMatching(PrivateRegistryEngineTest.UNAUTHORIZED)
                .hasMessageNotContaining("hunter2");
        // whom they need not trust, because of its address, newer engines ask without TLS after the refusal
        assertThatThrownBy(() -> await(harbor.docker.system().distribution(image, wrong), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @MethodSource("addresses")
    @Needs(Capability.INSECURE_LOOPBACK)
    void itsUserLogsInAndNobodyElse(String host) {
        var system = harbor.docker.system();
        assertThat(await(system.login(user.at(host)), LIMIT).status()).isEqualTo("Login Succeeded");
        assertThatThrownBy(() -> await(system.login(wrong.at(host)), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("login attempt")
                .hasMessageNotContaining("hunter2");
    }

    /** The very same certificate: what is missing is the trust in its authority. */
    @Test
    @Needs(Capability.DISTRIBUTION)
    void aCertificateThatTheEngineDoesNotTrustIsToldInItsWords() {
        Images images = harbor.docker.images();
        pushed(KNOWN);
        String image = tagged(STRANGER);
        String words = "x509: certificate signed by unknown authority";

        assertThatThrownBy(() -> await(images.push(image, p -> p.auth(user)).result(), LIMIT))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> await(images.pull(image, p -> p.auth(user)).result(), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> await(harbor.docker.system().distribution(image, user), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> await(harbor.docker.system().login(user.at(STRANGER)), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(words);
    }

    /** BuildKit asks the session, the classic builder has a header. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aBuildFromItsImageChecksTheCertificateToo(String builder) {
        Images images = harbor.docker.images();
        String image = pushed(KNOWN);
        await(images.remove(image), LIMIT);
        var version = new BuilderVersion(builder);
        String unique = UUID.randomUUID().toString();

        String built = await(
                        images.build(
                                        BuildContext.of(Dockerfile.from(image).label("run", unique)),
                                        b -> b.version(version).registryAuths(KNOWN, user))
                                .result(),
                        LIMIT)
                .id();
        assertThat(harbor.output(built, "echo", "runs")).isEqualTo("runs\n");
        harbor.removeImage(built);

        assertThatThrownBy(() -> await(
                        images.build(
                                        BuildContext.of(Dockerfile.from(STRANGER + "/" + repository)
                                                .label("run", unique)),
                                        b -> b.version(version).registryAuths(STRANGER, user))
                                .result(),
                        LIMIT))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("x509: certificate signed by unknown authority");
    }
}
