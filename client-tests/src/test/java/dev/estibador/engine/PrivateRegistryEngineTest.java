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
import dev.estibador.error.CredentialsException;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.UnauthorizedException;
import dev.estibador.image.BuilderVersion;
import dev.estibador.image.Images;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image that only one user may have, with credentials from every source. L41. */
@Needs(Capability.REGISTRY)
class PrivateRegistryEngineTest extends OverUnix {
    /** Each engine puts it into other words of its own. */
    static final String UNAUTHORIZED = "(?is).*unauthorized.*";

    private final String[] registry =
            Reach.required("ESTIBADOR_PRIVATE_REGISTRY").split(" ", 3);
    private final String host = registry[0];
    private final RegistryAuth user = RegistryAuth.of(registry[1], registry[2]);
    private final String image =
            host + "/estibador/" + UUID.randomUUID().toString().substring(0, 8) + ":1";

    @TempDir
    Path folder;

    @AfterEach
    void removeWhatIsLeft() {
        harbor.removeNames(image.replaceFirst(":1$", ""));
    }

    private DockerClient client(RegistryCredentials credentials) {
        return DockerClient.open(
                Reach.UNIX_NATIVE.config().credentials(credentials).build());
    }

    private RegistryCredentials ofCli() {
        return RegistryCredentials.dockerCli(
                Map.of("DOCKER_CONFIG", folder.toString(), "PATH", folder + ":/usr/bin:/bin"));
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json.replace("HOST", host));
    }

    /** A helper that knows the user of this registry, and nobody else. */
    private void helper(String name) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), user.password());
        Path program = Files.writeString(
                folder.resolve("docker-credential-" + name), """
                        #!/bin/sh
                        address=$(cat)
                        echo "$1 $address" >>%s/asked
                        case $1,$address in
                            get,%s) printf '{"ServerURL":"%%s","Username":"%s","Secret":"%%s"}\\n' "$address" "$(cat %s)" ;;
                            *) echo 'credentials not found in native keychain'; exit 1 ;;
                        esac
                        """.formatted(folder, host, user.username(), secret));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> asked() throws IOException {
        Path file = folder.resolve("asked");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void isPushedAndPulled(RegistryCredentials credentials) {
        try (DockerClient docker = client(credentials)) {
            Images images = docker.images();
            await(images.tag(Harbor.IMAGE, image), LIMIT);
            var tag = await(images.push(image).result(), LIMIT).tags().get(0);
            await(images.remove(image), LIMIT);
            await(images.pull(image).result(), LIMIT);
            assertThat(await(images.inspect(image), LIMIT).id())
                    .isEqualTo(await(images.inspect(Harbor.IMAGE), LIMIT).id());
            assertThat(await(docker.system().distribution(image), LIMIT)
                            .descriptor()
                            .digest())
                    .isEqualTo(tag.digest());
        }
    }

    @Test
    void theCallIsGivenThem() {
        Images images = harbor.docker.images();
        await(images.tag(Harbor.IMAGE, image), LIMIT);
        await(images.push(image, p -> p.auth(user)).result(), LIMIT);
        await(images.remove(image), LIMIT);
        await(images.pull(image, p -> p.auth(user)).result(), LIMIT);
        assertThat(await(images.inspect(image), LIMIT).id())
                .isEqualTo(await(images.inspect(Harbor.IMAGE), LIMIT).id());
    }

    @Test
    @Needs(Capability.DISTRIBUTION)
    void theProgramIsAsked() {
        List<String> registries = new ArrayList<>();
        isPushedAndPulled(RegistryCredentials.of(asked -> {
            synchronized (registries) {
                registries.add(asked);
            }
            return user;
        }));
        assertThat(registries).containsExactly(host, host, host);
    }

    @Test
    @Needs(Capability.DISTRIBUTION)
    void theyStandInConfigJson() throws IOException {
        String both = user.username() + ":" + user.password();
        String auth = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        config("{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"eDp5\"},\"HOST\":{\"auth\":\"" + auth
                + "\"}}}");
        isPushedAndPulled(ofCli());
    }

    @Test
    @Needs(Capability.DISTRIBUTION)
    void theyStandInTheEnvironment() {
        String both = user.username() + ":" + user.password();
        String auth = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        isPushedAndPulled(RegistryCredentials.dockerCli(
                Map.of("DOCKER_AUTH_CONFIG", "{\"auths\":{\"" + host + "\":{\"auth\":\"" + auth + "\"}}}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"credsStore\":\"harbor\"}",
                "{\"credHelpers\":{\"HOST\":\"harbor\"},\"credsStore\":\"gone\"}",
                "{\"credHelpers\":{\"other.example\":\"gone\",\"HOST\":\"harbor\"}}"
            })
    @Needs(Capability.DISTRIBUTION)
    void aHelperKeepsThem(String json) throws IOException {
        helper("harbor");
        config(json);
        isPushedAndPulled(ofCli());
        assertThat(asked()).containsExactly("get " + host, "get " + host, "get " + host);
    }

    /** The other registry lets everybody in, so that it must not be disturbed that its helper knows nobody. */
    @Test
    void aHelperThatKnowsNobodyIsNoHindrance() throws IOException {
        helper("harbor");
        config("{\"credsStore\":\"harbor\"}");
        String open = Reach.required("ESTIBADOR_REGISTRY") + image.substring(image.indexOf('/'));
        try (DockerClient docker = client(ofCli())) {
            await(docker.images().tag(Harbor.IMAGE, open), LIMIT);
            await(docker.images().push(open).result(), LIMIT);
            await(docker.images().remove(open), LIMIT);
        }
        assertThat(asked()).containsExactly("get " + Reach.required("ESTIBADOR_REGISTRY"));
    }

    @Test
    void aHelperThatIsNotThereIsToldAndNothingIsAsked() throws IOException {
        config("{\"credsStore\":\"gone\"}");
        try (DockerClient docker = client(ofCli())) {
            assertThatThrownBy(() -> await(docker.images().pull(image).result(), LIMIT))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("docker-credential-gone")
                    .hasMessageContaining(host);
        }
    }

    /** Which exception it is, is the engine's choice: few say with a status, and none inside a stream, whom they refuse. */
    @Test
    @Needs(Capability.DISTRIBUTION)
    void aWrongPasswordIsToldInTheRegistrysWords() {
        Images images = harbor.docker.images();
        RegistryAuth wrong = RegistryAuth.of(user.username(), "hunter2");
        await(images.tag(Harbor.IMAGE, image), LIMIT);
        await(images.push(image, p -> p.auth(user)).result(), LIMIT);

        assertThatThrownBy(() -> await(images.push(image, p -> p.auth(wrong)).result(), LIMIT))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageMatching(UNAUTHORIZED)
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> await(images.pull(image, p -> p.auth(wrong)).result(), LIMIT))
                .isInstanceOf(EngineException.class)
                .hasMessageMatching(UNAUTHORIZED)
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> await(harbor.docker.system().distribution(image, wrong), LIMIT))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageMatching(UNAUTHORIZED)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    @Needs(Capability.DISTRIBUTION)
    void nobodyIsLetIn() {
        Images images = harbor.docker.images();
        await(images.tag(Harbor.IMAGE, image), LIMIT);
        assertThatThrownBy(() -> await(images.push(image).result(), LIMIT)).isInstanceOf(StreamFailedException.class);
        assertThatThrownBy(() -> await(images.pull(image).result(), LIMIT)).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> await(harbor.docker.system().distribution(image), LIMIT))
                .isInstanceOf(EngineException.class);
    }

    @Test
    @Needs(Capability.PLUGINS)
    void aPluginIsPushedAndPulled() {
        try (DockerClient docker = client(RegistryCredentials.of(Map.of(host, user)))) {
            var plugins = docker.plugins();
            await(
                    plugins.create(image, f -> f.text("config.json", """
                                    {"description":"sleeps","interface":{"types":[],"socket":"s"},"entrypoint":["/bin/busybox"],
                                     "network":{"type":"none"},"linux":{},"env":[],
                                     "args":{"name":"","description":"","settable":[],"value":[]}}""")
                            .text("rootfs/name", image)
                            .file("rootfs/bin/busybox", Path.of(Reach.required("ESTIBADOR_BUSYBOX")))),
                    LIMIT);
            try {
                await(plugins.push(image).result(), LIMIT);
                await(plugins.remove(image), LIMIT);
                await(
                        plugins.pull(image, await(plugins.privileges(image), LIMIT))
                                .result(),
                        LIMIT);
                assertThat(await(plugins.inspect(image), LIMIT).config().description())
                        .isEqualTo("sleeps");
            } finally {
                await(plugins.remove(image, true), LIMIT);
            }
        }
    }

    /** BuildKit asks the session, the classic builder has a header; each for a base image that is not there. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aBuildFromAPrivateImageIsGivenThem(String builder) {
        Images images = harbor.docker.images();
        await(images.tag(Harbor.IMAGE, image), LIMIT);
        await(images.push(image, p -> p.auth(user)).result(), LIMIT);
        await(images.remove(image), LIMIT);
        var context = BuildContext.of(
                Dockerfile.from(image).label("run", UUID.randomUUID().toString()));

        assertThatThrownBy(() -> await(
                        images.build(context, b -> b.version(new BuilderVersion(builder)))
                                .result(),
                        LIMIT))
                .isInstanceOf(DockerException.class);
        String built = await(
                        images.build(context, b -> b.version(new BuilderVersion(builder))
                                        .registryAuths(host, user))
                                .result(),
                        LIMIT)
                .id();
        assertThat(harbor.output(built, "echo", "runs")).isEqualTo("runs\n");
        harbor.removeImage(built);
    }

    @Test
    @Needs(Capability.BUILDKIT)
    void aBuildFromAPrivateImageAsksWhomTheClientKnows() {
        await(harbor.docker.images().tag(Harbor.IMAGE, image), LIMIT);
        await(harbor.docker.images().push(image, p -> p.auth(user)).result(), LIMIT);
        await(harbor.docker.images().remove(image), LIMIT);
        List<String> asked = new CopyOnWriteArrayList<>();
        try (DockerClient docker = client(RegistryCredentials.of(registry -> {
            asked.add(registry);
            return registry.equals(host) ? user : null;
        }))) {
            var context = BuildContext.of(
                    Dockerfile.from(image).label("run", UUID.randomUUID().toString()));
            String built = await(docker.images().build(context).result(), LIMIT).id();
            harbor.removeImage(built);
        }
        assertThat(asked).contains(host);
    }
}
