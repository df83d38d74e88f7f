package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.ApiVersion;
import dev.estibador.common.FileSet;
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
import dev.estibador.image.ImagePushed.PushedTag;
import dev.estibador.image.Images;
import dev.estibador.stream.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs on images that take their time: build, pull, import, push, load. L36: how they end is never read from English. */
class ImageJobsContractTest {
    private static final BuildContext CONTEXT =
            BuildContext.of(Dockerfile.from("scratch"), c -> c.text("a", "content"));
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Platform ARM = Platform.parse("linux/arm64");

    private final HttpEngine engine = new HttpEngine();
    private final Images images = engine.docker.images();

    @AfterEach
    void close() {
        engine.close();
    }

    private static String decoded(LoggedRequest request, String header) {
        return new String(Base64.getUrlDecoder().decode(request.getHeader(header)), StandardCharsets.UTF_8);
    }

    @Nested
    class Build {
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
                            .platform(ARM)
                            .networkMode("none")
                            .noCache(true)
                            .pull(true)
                            .keepIntermediate(true))
                    .result(p -> words.add(p.status())));
            var request = engine.asked("POST /v1.45/build?dockerfile=Dockerfile&t=acme/app:1&t=acme/app:latest"
                    + "&nocache=true&pull=true&rm=false&buildargs=%7B%22WHO%22:%22you%20%26%20me%22%7D"
                    + "&labels=%7B%22k%22:%22v%22%7D&networkmode=none&platform=linux/arm64&target=last");

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
            assertThat(decoded(request, "X-Registry-Config"))
                    .isEqualTo("{\"registry:5000\":{\"username\":\"joe\",\"password\":\"hunter2\"}}");
        }

        @Test
        void ofARemoteContextSendsNone() {
            engine.answers(200, "{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:abc\"}}");
            var built = engine.await(images.build("https://example.org/a.git#main:sub", b -> b.tag("a"))
                    .result());
            engine.askedWithoutBody("POST /v1.45/build?remote=https://example.org/a.git%23main:sub&t=a&rm=true");
            assertThat(built.id()).isEqualTo("sha256:abc");
        }

        @Test
        void givesWhatBuildKitTellsTheMachine() {
            engine.answers(
                    200,
                    "{\"id\":\"moby.buildkit.trace\",\"aux\":\"CgA=\"}\r\n{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:abc\"}}");
            List<Progress> messages = new ArrayList<>();
            engine.await(images.build(CONTEXT, b -> b.version(BuilderVersion.BUILDKIT))
                    .result(messages::add));
            assertThat(messages).singleElement().satisfies(message -> {
                assertThat(message.id()).isEqualTo("moby.buildkit.trace");
                assertThat(message.aux()).isEqualTo("CgA=");
            });
        }

        @Test
        void ofACommandThatFailedTellsItsExitCode() {
            engine.answers(200, "{\"errorDetail\":{\"code\":7,\"message\":\"it broke\"},\"error\":\"it broke\"}");
            assertThatThrownBy(() -> engine.await(images.build(CONTEXT, b -> {}).result()))
                    .isInstanceOfSatisfying(StreamFailedException.class, e -> assertThat(e.code())
                            .isEqualTo(7));
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
    }

    @Nested
    class Pull {
        @Test
        void sendsNameAndTagAndWhoAsks() {
            engine.answers(
                    200,
                    "{\"status\":\"Pulling from acme/app\",\"id\":\"1\"}\r\n"
                            + "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":5000000000,\"total\":6000000000},"
                            + "\"progress\":\"[=> ]\",\"id\":\"abc\"}\r\n{\"status\":\"Digest: " + DIGEST + "\"}\r\n"
                            + "{\"status\":\"Status: Image is up to date for registry:5000/acme/app:1\"}\r\n");
            List<Progress> messages = new ArrayList<>();
            var pulled = engine.await(images.pull(
                            "registry:5000/acme/app:1", p -> p.platform(ARM).auth(RegistryAuth.of("joe", "hunter2>>>")))
                    .result(messages::add));
            var request = engine.asked(
                    "POST /v1.45/images/create?fromImage=registry:5000/acme/app&tag=1&platform=linux/arm64");

            assertThat(pulled.reference()).isEqualTo("registry:5000/acme/app:1");
            assertThat(pulled.digest()).isEqualTo(DIGEST);
            assertThat(messages).hasSize(4);
            assertThat(messages.get(1).detail().current()).isEqualTo(5_000_000_000L);
            assertThat(messages.get(1).progress()).isEqualTo("[=> ]");
            assertThat(decoded(request, "X-Registry-Auth"))
                    .isEqualTo("{\"username\":\"joe\",\"password\":\"hunter2>>>\"}");
            assertThat(request.getBodyAsString()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "busybox, fromImage=busybox&tag=latest",
            "docker.io/library/busybox:1, fromImage=busybox&tag=1",
            "acme/app:1@DIGEST, fromImage=acme/app&tag=DIGEST",
        })
        void takesReferencesAsPeopleWriteThem(String reference, String query) {
            engine.answers(200, "");
            engine.await(images.pull(reference.replace("DIGEST", DIGEST)).result());
            engine.askedWithoutBody("POST /v1.45/images/create?" + query.replace("DIGEST", DIGEST));
        }

        @Test
        void ofAllTagsSaysNone() {
            engine.answers(200, "");
            var pulled =
                    engine.await(images.pull("acme/app", p -> p.allTags(true)).result());
            engine.askedWithoutBody("POST /v1.45/images/create?fromImage=acme/app");
            assertThat(pulled.reference()).isEqualTo("acme/app");
            assertThat(pulled.digest()).isNull();
        }

        @Test
        void failsWithTheEnginesWordsAndNumber() {
            engine.answers(
                    200,
                    "{\"status\":\"Pulling\"}{\"errorDetail\":{\"code\":404,\"message\":\"manifest unknown\"},\"error\":\"x\"}");
            assertThatThrownBy(() -> engine.await(images.pull("a").result()))
                    .isInstanceOfSatisfying(StreamFailedException.class, e -> {
                        assertThat(e).hasMessageContaining("manifest unknown");
                        assertThat(e.code()).isEqualTo(404);
                    });
        }

        @Test
        void doesNotSendWhatIsNoReference() {
            assertThatThrownBy(() -> images.pull("Acme/App:1:2")).isInstanceOf(IllegalArgumentException.class);
            assertThat(engine.server.getAllServeEvents()).isEmpty();
        }
    }

    @Nested
    class Import {
        @Test
        void sendsFilesAsATar() {
            engine.answers(200, "{\"status\":\"" + DIGEST + "\"}");
            var made = engine.await(images.importImage(
                            TarContent.of(FileSet.of(f -> f.text("etc/motd", "welcome"))), i -> i.repo("acme/app")
                                    .tag("1")
                                    .message("from code")
                                    .changes("ENV A=b", "CMD [\"sh\"]")
                                    .platform(ARM))
                    .result());
            var request = engine.asked("POST /v1.45/images/create?fromSrc=-&repo=acme/app&tag=1&message=from%20code"
                    + "&changes=ENV%20A%3Db&changes=CMD%20%5B%22sh%22%5D&platform=linux/arm64");

            assertThat(made.id()).isEqualTo(DIGEST);
            assertThat(request.getHeader("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(request.getBodyAsString()).contains("etc/motd", "welcome");
        }

        @Test
        void namesWhatTheEngineFetches() {
            engine.answers(200, "{\"status\":\"Downloading from http://x/a.tar\"}");
            var made = engine.await(
                    images.importImage("http://x/a.tar", i -> i.repo("a")).result());
            engine.askedWithoutBody("POST /v1.45/images/create?fromSrc=http://x/a.tar&repo=a");
            assertThat(made.id()).isNull();
        }
    }

    @Nested
    class Push {
        @Test
        void alwaysSaysWhoAsksAndTellsWhatTheRegistryHas() {
            engine.answers(
                    200,
                    "{\"status\":\"Pushed\",\"id\":\"1\"}\r\n"
                            + "{\"progressDetail\":{},\"aux\":{\"Tag\":\"latest\",\"Digest\":\"" + DIGEST
                            + "\",\"Size\":527}}");
            var pushed = engine.await(images.push("localhost:5000/app").result());
            var request = engine.asked("POST /v1.45/images/localhost:5000/app/push?tag=latest");

            assertThat(pushed.tags()).containsExactly(new PushedTag("latest", DIGEST, 527L));
            assertThat(request.getHeader("X-Registry-Auth")).isEqualTo("e30=");
            assertThat(request.getHeader("Content-Length")).isEqualTo("0");
        }

        @Test
        void ofAllTagsSaysNoneAndNeedsNoAux() {
            engine.answers(200, "{\"status\":\"1: digest: " + DIGEST + " size: 527\"}");
            var pushed =
                    engine.await(images.push("acme/app", p -> p.allTags(true).auth(RegistryAuth.ofIdentityToken("t")))
                            .result());
            var request = engine.asked("POST /v1.45/images/acme/app/push");

            assertThat(pushed.tags()).isEmpty();
            assertThat(decoded(request, "X-Registry-Auth")).isEqualTo("{\"identitytoken\":\"t\"}");
        }

        @Test
        void namesAPlatformAsJson() {
            try (HttpEngine newer = new HttpEngine(new ApiVersion(1, 46))) {
                newer.answers(200, "{\"aux\":{\"contentMissing\":true}}");
                List<Progress> messages = new ArrayList<>();
                newer.await(newer.docker
                        .images()
                        .push("acme/app:1", p -> p.platform(Platform.parse("linux/arm/v7")))
                        .result(messages::add));
                newer.asked("POST /v1.46/images/acme/app/push?tag=1&platform=%7B%22os%22:%22linux%22,"
                        + "%22architecture%22:%22arm%22,%22variant%22:%22v7%22%7D");
                assertThat(messages).singleElement().satisfies(message -> assertThat(message.aux())
                        .isEqualTo(Map.of("contentMissing", true)));
            }
        }

        @Test
        void ofADigestIsRefusedHere() {
            assertThatThrownBy(() -> images.push("acme/app@" + DIGEST)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Load {
        private static final String WORDS =
                "{\"stream\":\"Loaded image: acme/app:1\\n\"}\n{\"stream\":\"Loaded image ID: sha256:abc\\n\"}\n";

        @Test
        void sendsAFileAndGivesTheNames(@TempDir Path folder) throws Exception {
            Path tar = Files.write(folder.resolve("a.tar"), new byte[200_000]);
            engine.answers(200, WORDS);
            var loaded = engine.await(
                    images.load(TarContent.of(tar), l -> l.quiet(true)).result());
            var request = engine.asked("POST /v1.45/images/load?quiet=true");

            assertThat(loaded.lines()).containsExactly("Loaded image: acme/app:1", "Loaded image ID: sha256:abc");
            assertThat(loaded.names()).containsExactly("acme/app:1", "sha256:abc");
            assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-tar");
            assertThat(request.getBody()).hasSize(200_000);
        }

        @Test
        void sendsWhatAPublisherGives() {
            engine.answers(200, "");
            var loaded =
                    engine.await(images.load(TarContent.of(parts(500, 1000))).result());
            assertThat(loaded.names()).isEmpty();
            assertThat(engine.asked("POST /v1.45/images/load").getBody()).hasSize(500_000);
        }

        /** Gives a part whenever one is asked for, from threads of its own. */
        private static Flow.Publisher<ByteBuffer> parts(int count, int size) {
            AtomicInteger left = new AtomicInteger(count);
            return subscriber -> CompletableFuture.runAsync(() -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    CompletableFuture.runAsync(() -> {
                        if (left.getAndDecrement() > 0) {
                            subscriber.onNext(ByteBuffer.wrap(new byte[size]).asReadOnlyBuffer());
                        } else {
                            subscriber.onComplete();
                        }
                    });
                }

                @Override
                public void cancel() {}
            }));
        }

        /** L40. */
        @Test
        void ofAFileThatIsNotThereFailsByItsName(@TempDir Path folder) {
            engine.answers(200, WORDS);
            assertThatThrownBy(() -> engine.await(images.load(TarContent.of(folder.resolve("gone.tar")))
                            .result()))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("gone.tar");
        }

        /** Also if an archive was loaded before: the words are not the outcome. */
        @Test
        void failsWithTheErrorInsideATwoHundred() {
            engine.answers(200, WORDS + "{\"errorDetail\":{\"message\":\"unexpected EOF\"}}");
            assertThatThrownBy(() -> engine.await(
                            images.load(TarContent.of(FileSet.EMPTY)).result()))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("unexpected EOF");
        }
    }
}
