package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import dev.estibador.common.TarContent;
import dev.estibador.container.Isolation;
import dev.estibador.container.Resources.Ulimit;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.UploadFailedException;
import dev.estibador.image.BuildOutput;
import dev.estibador.image.BuilderVersion;
import dev.estibador.image.Images;
import dev.estibador.stream.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds, and how they end. L36: never read from English. */
class ImageBuildContractTest {
    private static final BuildContext CONTEXT =
            BuildContext.of(Dockerfile.from("scratch"), c -> c.text("a", "content"));
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private final HttpEngine engine = new HttpEngine();
    private final Images images = engine.docker.images();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void sendsTheContextAndWhatIsSet() {
        engine.answers(
                200, "{\"stream\":\"Step 1/1\\n\"}\r\n{\"aux\":{\"ID\":\"sha256:abc\"}}\r\n{\"stream\":\"done\"}");
        List<String> words = new ArrayList<>();
        var built = engine.await(images.build(CONTEXT, b -> b.tag("acme/app:1")
                        .tag("acme/app:latest")
                        .buildArg("WHO", "you & me")
                        .label("k", "v")
                        .target("last")
                        .platform(Platform.parse("linux/arm64"))
                        .networkMode("none")
                        .noCache(true)
                        .pull(true)
                        .keepIntermediate(true))
                .result(p -> words.add(p.status())));
        var request = engine.asked("POST /v1.45/build?dockerfile=Dockerfile&t=acme/app:1&t=acme/app:latest"
                + "&nocache=true&pull=true&rm=false&buildargs=%7B%22WHO%22:%22you%20%26%20me%22%7D"
                + "&labels=%7B%22k%22:%22v%22%7D&networkmode=none&platform=linux/arm64&target=last&version=2");

        assertThat(built.id()).isEqualTo("sha256:abc");
        assertThat(words).containsExactly("Step 1/1", "done");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-tar");
        assertThat(request.getHeader("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(request.getBodyAsString()).contains("Dockerfile\0", "FROM scratch", "a\0", "content");
    }

    /** Those included that swagger leaves out. */
    @Test
    void sendsEveryOtherParameter() {
        engine.answers(200, "{\"stream\":\"" + DIGEST + "\\n\"}");
        var built = engine.await(images.build(CONTEXT, b -> b.dockerfile("other")
                        .extraHosts("db:10.0.0.3", "machine:host-gateway")
                        .quiet(true)
                        .cacheFrom("acme/app:0")
                        .forceRemove(true)
                        .memory(1L << 33)
                        .memorySwap(-1)
                        .cpuShares(5)
                        .cpusetCpus("0-3")
                        .cpusetMems("0,1")
                        .cpuPeriod(100000)
                        .cpuQuota(50000)
                        .buildArg("DECLARED", null)
                        .shmSize(1 << 20)
                        .squash(false)
                        .outputs(BuildOutput.of("moby", Map.of("compression", "zstd")))
                        .version(BuilderVersion.BUILDKIT)
                        .buildId("b1")
                        .session("s1")
                        .ulimits(Ulimit.of("core", 0, 0))
                        .cgroupParent("/c")
                        .isolation(Isolation.HYPERV)
                        .securityOpt("label=x", "seccomp=y")
                        .registryAuths("registry:5000", RegistryAuth.of("joe", "hunter2")))
                .result());
        var request = engine.asked("POST /v1.45/build?dockerfile=other&extrahosts=db:10.0.0.3"
                + "&extrahosts=machine:host-gateway&q=true&cachefrom=%5B%22acme/app:0%22%5D&rm=true&forcerm=true"
                + "&memory=8589934592&memswap=-1&cpushares=5&cpusetcpus=0-3&cpusetmems=0,1&cpuperiod=100000"
                + "&cpuquota=50000&buildargs=%7B%22DECLARED%22:null%7D&shmsize=1048576&squash=false"
                + "&outputs=%5B%7B%22Type%22:%22moby%22,%22Attrs%22:%7B%22compression%22:%22zstd%22%7D%7D%5D"
                + "&version=2&buildid=b1&session=s1&ulimits=%5B%7B%22Name%22:%22core%22,%22Soft%22:0,%22Hard%22:0%7D%5D"
                + "&cgroupparent=/c&isolation=hyperv&securityopt=label%3Dx&securityopt=seccomp%3Dy");

        assertThat(built.id()).as("told by the only line of a quiet build").isEqualTo(DIGEST);
        assertThat(new String(
                        Base64.getUrlDecoder().decode(request.getHeader("X-Registry-Config")), StandardCharsets.UTF_8))
                .isEqualTo("{\"registry:5000\":{\"username\":\"joe\",\"password\":\"hunter2\"}}");
    }

    @Test
    void ofARemoteContextSendsNone() {
        engine.answers(200, "{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:abc\"}}");
        var built = engine.await(images.build("https://example.org/a.git#main:sub", b -> b.tag("a"))
                .result());
        engine.askedWithoutBody("POST /v1.45/build?remote=https://example.org/a.git%23main:sub&t=a&rm=true&version=2");
        assertThat(built.id()).isEqualTo("sha256:abc");
    }

    @Test
    void givesWhatBuildKitTellsTheMachine() {
        engine.answers(
                200,
                "{\"id\":\"moby.buildkit.trace\",\"aux\":\"CgA=\"}\r\n{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:abc\"}}");
        List<Progress> messages = new ArrayList<>();
        engine.await(
                images.build(CONTEXT, b -> b.version(BuilderVersion.BUILDKIT)).result(messages::add));
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo("moby.buildkit.trace");
            assertThat(message.aux()).isNull();
            assertThat(message.trace().vertices()).singleElement().satisfies(step -> {
                assertThat(step.digest()).isEqualTo("");
                assertThat(step.started()).isNull();
            });
        });
    }

    @Test
    void ofACommandThatFailedTellsItsExitCode() {
        engine.answers(200, "{\"errorDetail\":{\"code\":7,\"message\":\"it broke\"},\"error\":\"it broke\"}");
        assertThatThrownBy(() -> engine.await(images.build(CONTEXT, b -> {}).result()))
                .isInstanceOfSatisfying(
                        StreamFailedException.class, e -> assertThat(e.code()).isEqualTo(7));
    }

    /** L36: also as the first line, in the old form and in the new. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errorDetail\":{\"code\":7,\"message\":\"it broke\"},\"error\":\"it broke\"}",
                "{\"error\":\"it broke\"}",
                "{\"stream\":\"one\"}\n{\"aux\":{\"ID\":\"sha256:abc\"}}{\"errorDetail\":{\"message\":\"it broke\"}}",
            })
    void failsWithTheErrorInsideATwoHundred(String reply) {
        engine.answers(200, reply);

        assertThatThrownBy(() -> engine.await(images.build(CONTEXT, b -> {}).result()))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("it broke");
    }

    @Test
    void withoutAnImageIdIsNoSuccess() {
        engine.answers(200, "{\"stream\":\"Successfully built 0123456789ab\\n\"}");

        assertThatThrownBy(() -> engine.await(images.build(CONTEXT, b -> {}).result()))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("without a result");
    }

    /** No secret in an exception: build arguments are in the query. */
    @Test
    void doesNotRepeatItsArgumentsInAnError() {
        engine.answers(400, "{\"message\":\"dockerfile parse error\"}");

        assertThatThrownBy(() -> engine.await(images.build(CONTEXT, b -> b.buildArg("TOKEN", "hunter2"))
                        .result()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("dockerfile parse error")
                .hasMessageNotContaining("hunter2");
    }

    /** Lesson L39. */
    @Test
    void sendsAFolderWithoutWhatItsRulesExclude(@TempDir Path folder) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("docker")).resolve("web.Dockerfile"), "FROM scratch");
        Files.writeString(folder.resolve("in"), "inside");
        Files.writeString(folder.resolve("out"), "outside");
        Files.writeString(folder.resolve("docker/web.Dockerfile.dockerignore"), "*\n!in\n");
        engine.answers(200, "{\"aux\":{\"ID\":\"sha256:abc\"}}");

        engine.await(
                images.build(BuildContext.of(folder, "docker/web.Dockerfile"), b -> b.version(BuilderVersion.CLASSIC))
                        .result());
        var request = engine.asked("POST /v1.45/build?dockerfile=docker/web.Dockerfile&rm=true&version=1");
        assertThat(request.getBodyAsString())
                .contains("docker/web.Dockerfile\0", "FROM scratch", "in\0", "inside")
                .doesNotContain("outside", "dockerignore");
    }

    @Test
    void failsByFileAndLineOfARuleThatCannotBeRead(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        Files.writeString(folder.resolve(".dockerignore"), "fine\nsrc\\main\n");
        engine.answers(200, "{\"aux\":{\"ID\":\"sha256:abc\"}}");

        assertThatThrownBy(
                        () -> engine.await(images.build(BuildContext.of(folder), b -> b.version(BuilderVersion.CLASSIC))
                                .result()))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageContaining("'" + folder.resolve(".dockerignore") + "'")
                .hasMessageContaining("'src\\main', line 2");
    }

    @Test
    void sendsATarThatIsReadyAsItIs(@TempDir Path folder) throws IOException {
        byte[] bytes = {7, -117, 0, 1, 2, 3};
        TarContent tar = TarContent.of(Files.write(folder.resolve("context.tar"), bytes));
        engine.answers(200, "{\"aux\":{\"ID\":\"sha256:abc\"}}");

        engine.await(
                images.build(BuildContext.ofTar(tar, "web.Dockerfile"), b -> {}).result());
        assertThat(engine.asked("POST /v1.45/build?dockerfile=web.Dockerfile&rm=true&version=2")
                        .getBody())
                .isEqualTo(bytes);
    }
}
