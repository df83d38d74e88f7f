package dev.estibador.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.estibador.common.ApiVersion;
import dev.estibador.common.FileSet;
import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import dev.estibador.common.TarContent;
import dev.estibador.error.EngineException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.UploadFailedException;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pull, import, push and load. L36: how they end is never read from English. */
class ImageJobsContractTest {
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
        void ofAllTagsSaysNoneAndWordsDoWithoutAux() {
            engine.answers(200, "{\"status\":\"1: digest: " + DIGEST + " size: 527\"}");
            var pushed =
                    engine.await(images.push("acme/app", p -> p.allTags(true).auth(RegistryAuth.ofIdentityToken("t")))
                            .result());
            var request = engine.asked("POST /v1.45/images/acme/app/push");

            assertThat(pushed.tags()).containsExactly(new PushedTag("1", DIGEST, 527L));
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

        /** Podman refuses a push with what others would say inside the stream. */
        @Test
        void failsWithTheWordsOfARefusalInTheFormOfAStreamsError() {
            engine.answers(500, "{\"errorDetail\":{\"message\":\"no such blob\"},\"error\":\"no such blob\"}");
            assertThatThrownBy(() -> engine.await(images.push("acme/app:1").result()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("/push: no such blob (HTTP 500)");
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
        void givesTheNamesThatPodmanPutsIntoOneLine() {
            engine.answers(200, "{\"stream\":\"Loaded image: docker.io/acme/app:1,docker.io/acme/app:2\"}");
            var loaded = engine.await(images.load(TarContent.of(parts(1, 10))).result());

            assertThat(loaded.names()).containsExactly("docker.io/acme/app:1", "docker.io/acme/app:2");
        }

        @Test
        void sendsWhatAPublisherGives() {
            engine.answers(200, "");
            var loaded =
                    engine.await(images.load(TarContent.of(parts(500, 1000))).result());
            assertThat(loaded.names()).isEmpty();
            assertThat(engine.asked("POST /v1.45/images/load?quiet=false").getBody())
                    .hasSize(500_000);
        }

        /** Gives as many parts as are asked for, from a thread of its own. */
        private static Flow.Publisher<ByteBuffer> parts(int count, int size) {
            ExecutorService maker = Executors.newSingleThreadExecutor();
            AtomicInteger left = new AtomicInteger(count);
            return subscriber -> maker.execute(() -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    for (long i = 0; i < n; i++) {
                        maker.execute(this::part);
                    }
                }

                private void part() {
                    int now = left.getAndDecrement();
                    if (now > 0) {
                        subscriber.onNext(ByteBuffer.wrap(new byte[size]).asReadOnlyBuffer());
                    } else if (now == 0) {
                        subscriber.onComplete();
                        maker.shutdown();
                    }
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
