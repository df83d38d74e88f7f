package dev.estibador.contract;

import static dev.estibador.contract.GrpcTalk.DATA;
import static dev.estibador.contract.GrpcTalk.END_HEADERS;
import static dev.estibador.contract.GrpcTalk.END_STREAM;
import static dev.estibador.contract.GrpcTalk.FIRST_OF_OURS;
import static dev.estibador.contract.GrpcTalk.HEADERS;
import static dev.estibador.contract.GrpcTalk.SETTINGS;
import static dev.estibador.stream.Blocking.await;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.BuildSecret;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.RegistryAuth;
import dev.estibador.contract.GrpcTalk.Frame;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.image.BuildDestination;
import dev.estibador.image.BuildOptions;
import dev.estibador.image.BuildOutput;
import dev.estibador.image.BuilderVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The session that goes with a build: when it is opened and closed, and how it answers, frame by frame. */
@ParameterizedClass
@EnumSource(Kind.class)
class BuildsWithSessionsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final BuildContext CONTEXT = BuildContext.of(Dockerfile.from("scratch"));
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static final String BUILT = "{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:abc\"}}";

    private final AtomicInteger connections = new AtomicInteger();

    @Parameter
    Kind kind;

    /** Takes the context, then answers. */
    private static void built(Conversation c) throws IOException {
        StringBuilder end = new StringBuilder();
        while (!end.toString().equals("\r\n0\r\n\r\n")) {
            end.append((char) c.read());
            end.delete(0, Math.max(0, end.length() - 7));
        }
        c.json(BUILT);
    }

    @Test
    void answersTheEnginesCallsUntilTheBuildIsOver() throws Exception {
        CompletableFuture<List<Frame>> healthy = new CompletableFuture<>();
        CompletableFuture<List<Frame>> secret = new CompletableFuture<>();
        CompletableFuture<List<Frame>> unknown = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        CompletableFuture<String> session = new CompletableFuture<>();
        try (var engine = new ScriptedEngine(kind, c -> {
                    String head = c.head();
                    if (head.startsWith("POST /v1.45/session ")) {
                        assertThat(head)
                                .contains("-Grpc-Method: /moby.buildkit.secrets.v1.Secrets/GetSecret\r\n")
                                .doesNotContain("sshforward");
                        session.complete(head.replaceAll("(?s).*-Uuid: ([a-z0-9]+)\r\n.*", "$1"));
                        GrpcTalk.begin(c);
                        GrpcTalk.call(c, 1, "/grpc.health.v1.Health/Check");
                        healthy.complete(GrpcTalk.answer(c, 1));
                        GrpcTalk.call(
                                c, 3, "/moby.buildkit.secrets.v1.Secrets/GetSecret", (byte) 0x0a, (byte) 1, (byte) 'k');
                        secret.complete(GrpcTalk.answer(c, 3));
                        GrpcTalk.call(c, 5, "/moby.filesync.v1.FileSync/DiffCopy");
                        unknown.complete(GrpcTalk.answer(c, 5));
                        c.awaitClose();
                        closed.complete(null);
                    } else {
                        assertThat(head).contains("&session=" + session.join() + " ");
                        unknown.join();
                        built(c);
                    }
                });
                var docker = engine.client()) {
            var built = docker.images()
                    .build(CONTEXT, b -> b.secret("k", BuildSecret.of(new byte[] {'v'})))
                    .result();

            assertThat(await(built, LIMIT).id()).isEqualTo("sha256:abc");
            assertThat(healthy.join()).extracting(Frame::type).containsExactly(HEADERS, DATA, HEADERS);
            assertThat(healthy.join().get(1).payload()).containsExactly(0, 0, 0, 0, 2, 8, 1);
            assertThat(secret.join().get(1).payload()).containsExactly(0, 0, 0, 0, 3, 0x0a, 1, (int) 'v');
            assertThat(unknown.join())
                    .as("trailers alone")
                    .extracting(Frame::type)
                    .containsExactly(HEADERS);
            closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** L38: a link where the part of a file would be written is not followed, and a directory is not replaced by a file. */
    @Test
    void aResultIsWrittenToItsFileOnly(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("result.tar");
        Files.writeString(directory.resolve("victim"), "untouched");
        Files.createSymbolicLink(directory.resolve(".result.tar.part"), directory.resolve("victim"));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        List<Frame> answers = new CopyOnWriteArrayList<>();
        AtomicReference<CountDownLatch> exported = new AtomicReference<>(new CountDownLatch(1));
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        GrpcTalk.begin(c);
                        for (int stream : new int[] {1, 3}) {
                            GrpcTalk.call(
                                    c, stream, "/moby.filesync.v1.FileSend/DiffCopy", (byte) 0x0a, (byte) 1, (byte)
                                            'x');
                            answers.addAll(GrpcTalk.answer(c, stream));
                        }
                        exported.get().countDown();
                        c.awaitClose();
                    } else {
                        awaitLatch(exported.get());
                        built(c);
                    }
                });
                var docker = engine.client()) {
            await(
                    docker.images()
                            .build(
                                    CONTEXT,
                                    b -> b.destination(BuildDestination.file(file, BuildDestination.Format.TAR)))
                            .result(),
                    LIMIT);
            assertThat(file).isRegularFile().hasContent("x");
            assertThat(answers.get(answers.size() - 1).payload().stream()
                            .map(i -> (char) (int) i)
                            .map(String::valueOf)
                            .collect(joining()))
                    .as("a second result")
                    .contains("already");
            exported.set(new CountDownLatch(1));
            assertThatThrownBy(() -> await(
                            docker.images()
                                    .build(
                                            CONTEXT,
                                            b -> b.destination(
                                                    BuildDestination.file(empty, BuildDestination.Format.TAR)))
                                    .result(),
                            LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("is a directory");
        }
        assertThat(file).isRegularFile().hasContent("x");
        assertThat(directory.resolve("victim")).hasContent("untouched");
        try (var all = Files.list(directory)) {
            assertThat(all).hasSize(4);
        }
        assertThat(empty).isEmptyDirectory();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** L43: a connection that waits for its next call is neither the session's nor the build's, and is left to wait. */
    @Test
    void aBuildAndItsSessionHaveConnectionsOfTheirOwn(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch");
        List<String> calls = new CopyOnWriteArrayList<>();
        try (var engine = new ScriptedEngine(kind, c -> {
                    while (true) {
                        String head = c.head();
                        calls.add(c.number() + " " + head.replaceAll("(?s)^\\w+ /v1.45/(\\w+).*", "$1"));
                        if (head.startsWith("POST /v1.45/session ")) {
                            GrpcTalk.begin(c);
                            c.awaitClose();
                            return;
                        }
                        c.json(head.startsWith("POST /v1.45/build?") ? BUILT : "{}");
                    }
                });
                var docker = engine.client()) {
            await(docker.containers().inspect("a"), LIMIT);
            await(docker.images().build(BuildContext.of(directory)).result(), LIMIT);
            await(docker.containers().inspect("a"), LIMIT);
        }
        assertThat(calls).containsExactly("1 containers", "2 session", "3 build", "1 containers");
    }

    /** Whatever the engine says of the build. */
    @Test
    void aBuildWithoutTheResultThatItWasAskedForHasFailed(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("result.tar");
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        GrpcTalk.begin(c);
                        c.awaitClose();
                    } else {
                        built(c);
                    }
                });
                var docker = engine.client()) {
            var built = docker.images()
                    .build(CONTEXT, b -> b.destination(BuildDestination.file(file, BuildDestination.Format.TAR)))
                    .result();
            assertThatThrownBy(() -> await(built, LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("sent no result");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anEngineWithoutSessionsGetsAFolderAsATar(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (connections.incrementAndGet() < 3) {
                        withoutSessions(c);
                    } else {
                        assertThat(c.head())
                                .contains("Content-Type: application/x-tar")
                                .doesNotContain("remote=");
                        built(c);
                    }
                });
                var docker = engine.client()) {
            var built = docker.images().build(BuildContext.of(folder)).result();
            assertThat(await(built, LIMIT).id()).isEqualTo("sha256:abc");
        }
    }

    /** It may have had sessions once, and then takes them through a call of ours. */
    private static void withoutSessions(Conversation c) throws IOException {
        String head = c.head();
        if (head.startsWith("POST /v1.45/session ")) {
            c.say(NOT_FOUND);
        } else {
            assertThat(head).isEqualTo("PRI * HTTP/2.0\r\n\r\n");
            c.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private interface Script {
        void play(Conversation c) throws IOException;
    }

    /** An engine without {@code /session}, to which HTTP/2 is spoken at once. */
    private ScriptedEngine later(Script tunnel) throws IOException {
        return new ScriptedEngine(kind, c -> {
            if (c.head().startsWith("POST /v1.45/session ")) {
                c.say(NOT_FOUND);
            } else {
                tunnel.play(c);
            }
        });
    }

    private static CompletableFuture<?> withSecret(DockerClient docker) {
        return docker.images()
                .build(CONTEXT, b -> b.secret("k", BuildSecret.ofEnvironment("HOME")))
                .result();
    }

    @ParameterizedTest
    @CsvSource({"200, 12, 'HTTP status 200, gRPC status 12, unknown'", "404, , 'HTTP status 404, gRPC status null'"})
    void aSessionThatIsRefusedIsToldWithTheEnginesWords(String status, @Nullable String code, String told)
            throws Exception {
        byte[] refusal = code == null
                ? GrpcTalk.headers(":status", status)
                : GrpcTalk.headers(":status", status, "grpc-status", code, "grpc-message", "unknown service");
        int flags = code == null ? END_HEADERS : END_HEADERS | END_STREAM;
        try (var engine = later(c -> {
                    c.say(GrpcTalk.frame(SETTINGS, 0, 0, new byte[0]));
                    c.say(GrpcTalk.frame(HEADERS, flags, FIRST_OF_OURS, refusal));
                    c.awaitClose();
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(withSecret(docker), LIMIT))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasRootCauseInstanceOf(UnsupportedByEngineException.class)
                    .rootCause()
                    .hasMessageContaining(told);
        }
    }

    @Test
    void aSessionThatIsNotAnsweredEndsInTime() throws Exception {
        try (var engine = later(Conversation::awaitClose);
                var docker = engine.client()) {
            var quick = docker.timeouts(t -> t.responseHead(Duration.ofMillis(300)));
            assertThatThrownBy(() -> await(withSecret(quick), LIMIT))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("response head timeout");
        }
    }

    @Test
    void aBuildThatIsCancelledWhileItsCallOpensLeavesNone() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (var engine = later(c -> {
                    asked.complete(null);
                    c.awaitClose();
                    closed.complete(null);
                });
                var docker = engine.client()) {
            var built = docker.images()
                    .build(CONTEXT, b -> b.registryAuths("registry:5000", RegistryAuth.of("ann", "secret")))
                    .result();
            asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            built.cancel(true);
            closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(engine.connections()).isEqualTo(2);
        }
    }

    @Test
    void whatNeedsASessionIsNotBuiltByAnEngineThatHasNone() throws Exception {
        try (var engine = new ScriptedEngine(kind, BuildsWithSessionsContractTest::withoutSessions);
                var docker = engine.client()) {
            var built = docker.images()
                    .build(CONTEXT, b -> b.secret("k", BuildSecret.ofEnvironment("HOME")))
                    .result();
            assertThatThrownBy(() -> await(built, LIMIT))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("session");
            assertThat(engine.connections()).isEqualTo(2);
        }
    }

    @Test
    void credentialsGoInAHeaderToAnEngineThatHasNone() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (connections.incrementAndGet() < 3) {
                        withoutSessions(c);
                    } else {
                        assertThat(c.head()).contains("\r\nX-Registry-Config: ");
                        built(c);
                    }
                });
                var docker = engine.client()) {
            var built = docker.images()
                    .build(CONTEXT, b -> b.registryAuths("registry:5000", RegistryAuth.of("ann", "secret")))
                    .result();
            assertThat(await(built, LIMIT).id()).isEqualTo("sha256:abc");
        }
    }

    @Test
    void aBuildThatIsCancelledWhileItsSessionOpensLeavesNone() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    asked.complete(null);
                    c.awaitClose();
                    closed.complete(null);
                });
                var docker = engine.client()) {
            var built = docker.images()
                    .build(CONTEXT, b -> b.secret("k", BuildSecret.ofEnvironment("HOME")))
                    .result();
            asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            built.cancel(true);
            closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(engine.connections()).isEqualTo(1);
        }
    }

    @Test
    void whatContradictsItselfIsRefusedAtOnce() throws Exception {
        BuildDestination folder = BuildDestination.folder(Path.of("out"));
        List<Consumer<BuildOptions.Builder>> contradictions = List.of(
                b -> b.version(BuilderVersion.CLASSIC).destination(folder),
                b -> b.session("of my own").destination(folder),
                b -> b.destination(folder).outputs(BuildOutput.of("moby", Map.of())));
        try (var engine = new ScriptedEngine(kind, Conversation::head);
                var docker = engine.client()) {
            for (Consumer<BuildOptions.Builder> contradiction : contradictions) {
                assertThatThrownBy(() -> docker.images().build(CONTEXT, contradiction))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
