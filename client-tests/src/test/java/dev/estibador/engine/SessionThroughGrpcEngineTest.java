package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.BuildSecret;
import dev.estibador.build.Dockerfile;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.image.BuildDestination;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds with an engine that has no {@code /session}: its BuildKit is this engine's, and its way of opening one a relay's. */
@Needs(Capability.BUILDKIT)
class SessionThroughGrpcEngineTest extends OverUnix {
    private static final int LARGE = 40 << 20;

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private static Dockerfile.Instructions marked() {
        return Dockerfile.from(Harbor.IMAGE).label("mark", UUID.randomUUID().toString());
    }

    @Test
    void secretsFilesAndResultsTravelThroughACallOfOurs() throws IOException {
        Files.write(folder.resolve("large"), new byte[LARGE]);
        Path result = elsewhere.resolve("result");
        BuildSecret secret = BuildSecret.of(new byte[] {'s', '3'});
        Dockerfile dockerfile = marked().copy("large", "/large")
                .line("RUN --mount=type=secret,id=key,required=true test \"$(cat /run/secrets/key)\" = s3")
                .run("stat -c %s /large > /size");
        try (Relay relay = Relay.ofLaterEngine(true);
                DockerClient docker = relay.client()) {
            await(
                    docker.images()
                            .build(BuildContext.of(folder, c -> c.dockerfile(dockerfile)), b -> b.secret("key", secret)
                                    .destination(BuildDestination.folder(result)))
                            .result(),
                    LIMIT.multipliedBy(2));
            assertThat(result.resolve("size")).hasContent(LARGE + "\n");
            assertThat(result.resolve("large")).hasSize(LARGE);
        }
    }

    @Test
    void anEngineWithoutEitherGetsATarAndRefusesSecrets() throws IOException {
        Files.writeString(folder.resolve("file"), "by tar");
        try (Relay relay = Relay.ofLaterEngine(false);
                DockerClient docker = relay.client()) {
            Dockerfile dockerfile = marked().copy("file", "/file");
            BuildContext context = BuildContext.of(folder, c -> c.dockerfile(dockerfile));

            String id = await(docker.images().build(context).result(), LIMIT).id();
            assertThat(harbor.output(id, "cat", "/file")).isEqualTo("by tar");

            var refused = docker.images()
                    .build(context, b -> b.secret("key", BuildSecret.of(new byte[1])))
                    .result();
            assertThatThrownBy(() -> await(refused, LIMIT))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("session");
        }
    }
}
