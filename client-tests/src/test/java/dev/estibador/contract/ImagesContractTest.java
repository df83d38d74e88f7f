package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.ApiVersion;
import dev.estibador.common.FileSet;
import dev.estibador.common.Filters;
import dev.estibador.common.Platform;
import dev.estibador.common.RegistryAuth;
import dev.estibador.common.TarContent;
import dev.estibador.error.ConflictException;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.image.ImageIdentity.KnownSigner;
import dev.estibador.image.ImageIdentity.SignatureType;
import dev.estibador.image.ImageIdentity.TimestampType;
import dev.estibador.image.ImageManifestSummary;
import dev.estibador.image.ImageSummary;
import dev.estibador.image.Images;
import dev.estibador.image.ManifestKind;
import dev.estibador.stream.ArchiveStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of images and done to them at once; for jobs that last see {@link ImageJobsContractTest}. */
class ImagesContractTest {
    private static final Platform ARM = Platform.parse("linux/arm64");
    private static final String ARM_JSON = "%7B%22os%22:%22linux%22,%22architecture%22:%22arm64%22%7D";
    private static final String AMD_JSON = ARM_JSON.replace("arm64", "amd64");

    private final HttpEngine engine = new HttpEngine(new ApiVersion(1, 56));
    private final Images images = engine.docker.images();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void listSendsWhatIsSet() {
        engine.answers(
                200,
                "[{\"Id\":\"sha256:a\",\"ParentId\":\"\",\"RepoTags\":null,\"Created\":1,\"Size\":5000000000,"
                        + "\"SharedSize\":-1,\"VirtualSize\":7,\"Containers\":-1,\"Labels\":null}]");
        var list = engine.await(images.list(l -> l.all(true)
                .digests(true)
                .sharedSize(true)
                .manifests(true)
                .identity(true)
                .filters(Filters.of("dangling", "true"))
                .filter("label", "a")));

        engine.askedWithoutBody("GET /v1.56/images/json?all=true&digests=true&shared-size=true&manifests=true"
                + "&identity=true&filters=%7B%22dangling%22:%5B%22true%22%5D,%22label%22:%5B%22a%22%5D%7D");
        assertThat(list).singleElement().satisfies(one -> {
            assertThat(one.repoTags()).isEmpty();
            assertThat(one.created()).isEqualTo(Instant.ofEpochSecond(1));
            assertThat(one.size()).isEqualTo(5_000_000_000L);
            assertThat(one.virtualSize()).isEqualTo(7);
            assertThat(one.labels()).isEmpty();
            assertThat(one.manifests()).isEmpty();
        });
    }

    @Test
    void listTellsManifestsAndWhereTheyComeFrom() {
        engine.answers(200, """
                [{"Id":"sha256:a","Descriptor":{"mediaType":"application/vnd.oci.image.index.v1+json","size":1},
                  "Manifests":[
                    {"ID":"sha256:m","Available":true,"Kind":"image","Size":{"Total":9007199254740993,"Content":2},
                     "Descriptor":{"digest":"sha256:m"},
                     "ImageData":{"Platform":{"os":"linux","architecture":"arm64"},"Containers":["c"],"Size":{"Unpacked":3},
                       "Identity":{"Pull":[{"Repository":"docker.io/library/busybox"}],
                         "Build":[{"Ref":"r","CreatedAt":"2026-01-02T03:04:05Z"}],
                         "Signature":[{"Name":"n","KnownSigner":"DHI","SignatureType":"bundle-v0.3","Warnings":null,
                           "Timestamps":[{"Type":"Tlog","URI":"u","Timestamp":"2026-01-02T03:04:05Z"}],
                           "Signer":{"BuildSignerURI":"b","SourceRepositoryOwnerURI":"o"}}]}}},
                    {"ID":"sha256:n","Kind":"attestation","AttestationData":{"For":"sha256:m"}},
                    {"ID":"sha256:o","Kind":"of tomorrow"}]}]
                """);
        ImageSummary image = engine.await(images.list()).get(0);
        ImageManifestSummary manifest = image.manifests().get(0);

        assertThat(image.descriptor().mediaType()).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(manifest.size().total()).isEqualTo(9007199254740993L);
        assertThat(manifest.imageData().platform()).isEqualTo(ARM);
        assertThat(manifest.imageData().size().unpacked()).isEqualTo(3);
        var identity = manifest.imageData().identity();
        assertThat(identity.pull().get(0).repository()).isEqualTo("docker.io/library/busybox");
        assertThat(identity.build().get(0).createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        var signature = identity.signature().get(0);
        assertThat(signature.knownSigner()).isEqualTo(KnownSigner.DHI);
        assertThat(signature.signatureType()).isEqualTo(SignatureType.BUNDLE_V0_3);
        assertThat(signature.timestamps().get(0).type()).isEqualTo(TimestampType.TLOG);
        assertThat(signature.signer().buildSignerUri()).isEqualTo("b");
        assertThat(image.manifests())
                .extracting(ImageManifestSummary::kind)
                .containsExactly(ManifestKind.IMAGE, ManifestKind.ATTESTATION, new ManifestKind("of tomorrow"));
        assertThat(image.manifests().get(1).attestationData().attested()).isEqualTo("sha256:m");
    }

    @Test
    void prunesTheBuildCache() {
        engine.answers(200, "{\"CachesDeleted\":[\"x\"],\"SpaceReclaimed\":5000000000}");
        var pruned = engine.await(images.pruneBuildCache(p -> p.all(true)
                .reservedSpace(1)
                .maxUsedSpace(2)
                .minFreeSpace(0)
                .keepStorage(4)
                .filter("until", "24h")));

        engine.askedWithoutBody("POST /v1.56/build/prune?reserved-space=1&max-used-space=2&min-free-space=0"
                + "&keep-storage=4&all=true&filters=%7B%22until%22:%5B%2224h%22%5D%7D");
        assertThat(pruned.deleted()).containsExactly("x");
        assertThat(pruned.spaceReclaimed()).isEqualTo(5_000_000_000L);
    }

    @Test
    void cancelsABuild() {
        engine.answers(200, "");
        engine.await(images.cancelBuild("b 1"));
        engine.askedWithoutBody("POST /v1.56/build/cancel?id=b%201");
    }

    /** L31. */
    @Test
    void inspectKeepsTheNameInOnePiece() {
        engine.answers(200, "{\"Id\":\"sha256:a\",\"Created\":\"\",\"Config\":null}");
        var image = engine.await(images.inspect("registry:5000/acme/app@sha256:abc"));

        engine.askedWithoutBody("GET /v1.56/images/registry:5000/acme/app@sha256:abc/json");
        assertThat(image.created()).isNull();
        assertThat(image.config()).isNull();
    }

    @Test
    void inspectReadsWhatEnginesOldAndNewTell() {
        engine.answers(200, """
                {"Id":"sha256:a","RepoTags":["a:1"],"RepoDigests":[],"Parent":"sha256:p","Comment":"c","Author":"me",
                 "Created":"2026-01-02T03:04:05.5Z","Container":"k","DockerVersion":"20.10","Os":"linux","OsVersion":"1",
                 "Architecture":"arm","Variant":"v7","Size":1,"VirtualSize":2,
                 "ContainerConfig":{"Hostname":"h","Cmd":["sh"]},
                 "Config":{"User":"u","ExposedPorts":{"80/tcp":{}},"Env":["A=b"],"Cmd":"sh","Entrypoint":null,
                   "Healthcheck":{"Test":["NONE"],"Interval":1000000000},"ArgsEscaped":true,"Volumes":{"/v":{}},
                   "OnBuild":["RUN x"],"Shell":["sh","-c"],"StopSignal":"INT","StopTimeout":9,"AttachStdin":false,
                   "Hostname":"h","Domainname":"d","Tty":true,"Image":"i","MacAddress":"m","NetworkDisabled":true},
                 "GraphDriver":{"Name":"overlay2","Data":{"UpperDir":"/u"}},
                 "RootFS":{"Type":"layers","Layers":["sha256:l"]},"Metadata":{"LastTagTime":"0001-01-01T00:00:00Z"},
                 "Descriptor":{"digest":"sha256:d"},"Manifests":[{"ID":"sha256:m"}],"Identity":{"Pull":null}}
                """);
        var image = engine.await(images.inspect("a", i -> i.manifests(true)));

        engine.askedWithoutBody("GET /v1.56/images/a/json?manifests=true");
        assertThat(image.parent()).isEqualTo("sha256:p");
        assertThat(image.container()).isEqualTo("k");
        assertThat(image.containerConfig().cmd()).containsExactly("sh");
        assertThat(image.virtualSize()).isEqualTo(2);
        assertThat(image.config().cmd()).containsExactly("sh");
        assertThat(image.config().healthcheck().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(image.config().stopTimeoutSeconds()).isEqualTo(9);
        assertThat(image.config().attachStdin()).isFalse();
        assertThat(image.graphDriver().data()).containsEntry("UpperDir", "/u");
        assertThat(image.rootFs().layers()).containsExactly("sha256:l");
        assertThat(image.metadata().lastTagTime()).isNull();
        assertThat(image.descriptor().digest()).isEqualTo("sha256:d");
        assertThat(image.manifests()).hasSize(1);
        assertThat(image.identity().pull()).isEmpty();
    }

    @Test
    void inspectChoosesAPlatform() {
        engine.answers(200, "{\"Id\":\"sha256:a\"}");
        engine.await(images.inspect("a", i -> i.platform(ARM)));
        engine.askedWithoutBody("GET /v1.56/images/a/json?platform=" + ARM_JSON);
    }

    @Test
    void attestationsAreListed() {
        engine.answers(
                200,
                "[{\"Descriptor\":{\"digest\":\"sha256:s\"},\"PredicateType\":\"https://slsa.dev/provenance/v0.2\","
                        + "\"Statement\":{\"subject\":[{\"name\":\"n\"}]}},{\"PredicateType\":\"p\",\"Statement\":null}]");
        var statements = engine.await(images.attestations(
                "a", a -> a.platforms(ARM).types("https://a/b", "c").statement(true)));

        engine.askedWithoutBody(
                "GET /v1.56/images/a/attestations?platform=" + ARM_JSON + "&type=https://a/b&type=c&statement=true");
        assertThat(statements.get(0).statement()).containsEntry("subject", List.of(Map.of("name", "n")));
        assertThat(statements.get(1).statement()).isEmpty();
    }

    @Test
    void historyIsTold() {
        engine.answers(
                200,
                "[{\"Id\":\"<missing>\",\"Created\":1398108230,\"CreatedBy\":\"RUN x\",\"Tags\":null,\"Size\":182964289,"
                        + "\"Comment\":\"\"}]");
        var layers = engine.await(images.history("a", ARM));

        engine.askedWithoutBody("GET /v1.56/images/a/history?platform=" + ARM_JSON);
        assertThat(layers).singleElement().satisfies(layer -> {
            assertThat(layer.created()).isEqualTo(Instant.ofEpochSecond(1398108230));
            assertThat(layer.tags()).isEmpty();
        });
    }

    @Test
    void tagTellsRepositoryAndTagApart() {
        engine.answers(aResponse().withStatus(201));
        engine.await(images.tag("abc", "registry:5000/acme/app:2"));
        engine.askedWithoutBody("POST /v1.56/images/abc/tag?repo=registry:5000/acme/app&tag=2");
        engine.server.resetRequests();
        engine.await(images.tag("abc", "registry:5000/acme/app"));
        engine.askedWithoutBody("POST /v1.56/images/abc/tag?repo=registry:5000/acme/app");
        assertThatThrownBy(() -> images.tag("abc", "acme/app@sha256:" + "0".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("digest");
    }

    @Test
    void removeTellsWhatItDid() {
        engine.answers(200, "[{\"Untagged\":\"a:1\"},{\"Deleted\":\"sha256:a\"}]");
        var removed = engine.await(
                images.remove("a:1", r -> r.force(true).noPrune(true).platforms(ARM, Platform.parse("linux/amd64"))));

        engine.askedWithoutBody(
                "DELETE /v1.56/images/a:1?force=true&noprune=true&platforms=" + ARM_JSON + "&platforms=" + AMD_JSON);
        assertThat(removed).hasSize(2);
        assertThat(removed.get(0).untagged()).isEqualTo("a:1");
        assertThat(removed.get(1).deleted()).isEqualTo("sha256:a");
    }

    @Test
    void aRefusalIsTyped() {
        engine.answers(409, "{\"message\":\"image is being used\"}");
        assertThatThrownBy(() -> engine.await(images.remove("a")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("image is being used");
        engine.answers(404, "{\"message\":\"no such image\"}");
        assertThatThrownBy(() -> engine.await(images.push("a").result())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void searches() {
        engine.answers(
                200,
                "[{\"name\":\"alpine\",\"description\":\"small\",\"is_official\":true,\"is_automated\":false,\"star_count\":10093}]");
        var found = engine.await(
                images.search("al pine", s -> s.limit(3).filter("stars", "5").auth(RegistryAuth.ANONYMOUS)));

        var request =
                engine.asked("GET /v1.56/images/search?term=al%20pine&limit=3&filters=%7B%22stars%22:%5B%225%22%5D%7D");
        assertThat(request.getHeader("X-Registry-Auth")).isEqualTo("e30=");
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("alpine");
            assertThat(one.official()).isTrue();
            assertThat(one.starCount()).isEqualTo(10093);
        });
    }

    @Test
    void prunes() {
        engine.answers(
                200,
                "{\"ImagesDeleted\":[{\"Deleted\":\"sha256:a\"},{\"Untagged\":\"a:1\"}],\"SpaceReclaimed\":5000000000}");
        var pruned = engine.await(images.prune(p -> p.filter("dangling", "false")));

        engine.askedWithoutBody("POST /v1.56/images/prune?filters=%7B%22dangling%22:%5B%22false%22%5D%7D");
        assertThat(pruned.deleted()).hasSize(2);
        assertThat(pruned.spaceReclaimed()).isEqualTo(5_000_000_000L);
    }

    @Test
    void commitsAContainer() {
        engine.answers(201, "{\"Id\":\"sha256:a\"}");
        var made = engine.await(images.commit("web", c -> c.repo("acme/app")
                .tag("1")
                .comment("a b")
                .author("Ada <ada@example.org>")
                .pause(false)
                .changes("ENV A=b", "USER x")
                .config(o -> o.cmd("sh").labels("k", "v"))));

        engine.askedWithJson(
                "POST /v1.56/commit?container=web&repo=acme/app&tag=1&comment=a%20b&author=Ada%20%3Cada%40example.org%3E"
                        + "&pause=false&changes=ENV%20A%3Db&changes=USER%20x",
                "{\"Cmd\":[\"sh\"],\"Labels\":{\"k\":\"v\"}}");
        assertThat(made.id()).isEqualTo("sha256:a");
        engine.server.resetRequests();
        engine.await(images.commit("web"));
        engine.askedWithoutBody("POST /v1.56/commit?container=web");
    }

    @Test
    void savesOneOrMany() {
        engine.answers(aResponse().withStatus(200).withBody("tar"));
        assertThat(bytes(images.save("acme/app:1", s -> s.platforms(ARM)))).isEqualTo("tar");
        engine.askedWithoutBody("GET /v1.56/images/acme/app:1/get?platform=" + ARM_JSON);
        engine.server.resetRequests();
        bytes(images.save(List.of("a:1", "b"), s -> s.platforms(ARM, Platform.parse("linux/amd64"))));
        engine.askedWithoutBody(
                "GET /v1.56/images/get?names=a:1&names=b&platform=" + ARM_JSON + "&platform=" + AMD_JSON);
    }

    private String bytes(ArchiveStream archive) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        engine.await(archive.forEach(part -> {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("tooNew")
    void whatTheEngineIsTooOldForIsToldAndNotSent(
            String what, String since, Function<Images, CompletionStage<?>> call) {
        ApiVersion needed = ApiVersion.parse(since);
        try (HttpEngine old = new HttpEngine(new ApiVersion(needed.major(), needed.minor() - 1))) {
            assertThatThrownBy(() -> old.await(call.apply(old.docker.images())))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining(what)
                    .hasMessageContaining("API " + since);
            assertThat(old.server.getAllServeEvents()).isEmpty();
        }
    }

    static Stream<Arguments> tooNew() {
        TarContent empty = TarContent.of(FileSet.EMPTY);
        Platform other = Platform.parse("linux/amd64");
        return Stream.of(
                gate("shared-size", "1.42", i -> i.list(l -> l.sharedSize(true))),
                gate("manifests", "1.47", i -> i.list(l -> l.manifests(true))),
                gate("identity", "1.54", i -> i.list(l -> l.identity(true))),
                gate("reserved-space", "1.48", i -> i.pruneBuildCache(p -> p.reservedSpace(1))),
                gate("max-used-space", "1.48", i -> i.pruneBuildCache(p -> p.maxUsedSpace(1))),
                gate("min-free-space", "1.48", i -> i.pruneBuildCache(p -> p.minFreeSpace(1))),
                gate("manifests", "1.48", i -> i.inspect("a", o -> o.manifests(true))),
                gate("platform", "1.49", i -> i.inspect("a", o -> o.platform(ARM))),
                gate("this call", "1.55", i -> i.attestations("a")),
                gate("platform", "1.48", i -> i.history("a", ARM)),
                gate("platform", "1.46", i -> i.push("a", p -> p.platform(ARM)).result()),
                gate("platforms", "1.50", i -> i.remove("a", r -> r.platforms(ARM))),
                gate("platform", "1.48", i -> i.save("a", s -> s.platforms(ARM)).opened()),
                gate("platform", "1.52", i -> i.save(List.of("a", "b"), s -> s.platforms(ARM, other))
                        .opened()),
                gate("platform", "1.48", i -> i.load(empty, l -> l.platforms(ARM))
                        .result()),
                gate("platform", "1.52", i -> i.load(empty, l -> l.platforms(ARM, other))
                        .result()));
    }

    private static Arguments gate(String what, String since, Function<Images, CompletionStage<?>> call) {
        return Arguments.of(what, since, call);
    }
}
