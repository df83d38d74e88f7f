package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.build.BuildContext;
import dev.estibador.build.BuildSecret;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.RegistryAuth;
import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.image.BuildDestination;
import dev.estibador.image.BuildOptions;
import dev.estibador.image.BuildOutput;
import dev.estibador.image.BuilderVersion;
import dev.estibador.netty.wire.GrpcMessages;
import dev.estibador.netty.wire.Protobuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The session that goes with a build: when it is opened and closed, and how it answers, frame by frame. */
@ParameterizedClass
@EnumSource(Kind.class)
class BuildsWithSessionsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final BuildContext CONTEXT = BuildContext.of(Dockerfile.from("scratch"));
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static final String BUILT = "{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:abc\"}}";

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int FIRST_OF_OURS = 3;

    private record Frame(int type, int flags, int stream, List<Integer> payload) {}

    private final AtomicInteger connections = new AtomicInteger();

    @Parameter
    Kind kind;

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >>> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Headers as HPACK has them when it compresses nothing. */
    private static byte[] headers(String... namesAndValues) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.write(0);
            for (String text : List.of(namesAndValues[i], namesAndValues[i + 1])) {
                out.write(text.length());
                out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    private static void call(Conversation c, int stream, String method, byte... message) throws IOException {
        begin(c, stream, method);
        message(c, stream, END_STREAM, message);
    }

    private static void begin(Conversation c, int stream, String method, String... metadata) throws IOException {
        List<String> all = new ArrayList<>(List.of(":method", "POST", ":scheme", "http", ":path", method));
        all.addAll(List.of(":authority", "localhost", "content-type", "application/grpc", "te", "trailers"));
        all.addAll(List.of(metadata));
        c.say(frame(HEADERS, END_HEADERS, stream, headers(all.toArray(String[]::new))));
    }

    private static void message(Conversation c, int stream, int flags, byte... message) throws IOException {
        byte[] framed = ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        c.say(frame(DATA, flags, stream, framed));
    }

    /** Takes the context, then answers. */
    private static void built(Conversation c) throws IOException {
        StringBuilder end = new StringBuilder();
        while (!end.toString().equals("\r\n0\r\n\r\n")) {
            end.append((char) c.read());
            end.delete(0, Math.max(0, end.length() - 7));
        }
        c.json(BUILT);
    }

    private static int number(Conversation c, int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number = (number << 8) | c.read();
        }
        return number;
    }

    private static Frame read(Conversation c) {
        int length = number(c, 3);
        Frame frame = new Frame(c.read(), c.read(), number(c, 4), new ArrayList<>());
        for (int i = 0; i < length; i++) {
            frame.payload().add(c.read());
        }
        return frame;
    }

    /** Waits for the first frame of a call's answer. */
    private static void first(Conversation c, int stream) {
        Frame frame = read(c);
        while (frame.stream() != stream) {
            frame = read(c);
        }
    }

    /** The frames of one call's answer; those of the connection as a whole are left out. */
    private static List<Frame> answer(Conversation c, int stream) {
        List<Frame> frames = new ArrayList<>();
        while (true) {
            Frame frame = read(c);
            if (frame.stream() == stream) {
                frames.add(frame);
                if ((frame.flags() & END_STREAM) != 0) {
                    return frames;
                }
            }
        }
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
                        // the first bytes of HTTP/2 come with the reply, as engines send them at times
                        c.say(SWITCHED + PREFACE);
                        c.say(frame(SETTINGS, 0, 0, new byte[0]));
                        call(c, 1, "/grpc.health.v1.Health/Check");
                        healthy.complete(answer(c, 1));
                        call(c, 3, "/moby.buildkit.secrets.v1.Secrets/GetSecret", (byte) 0x0a, (byte) 1, (byte) 'k');
                        secret.complete(answer(c, 3));
                        call(c, 5, "/moby.filesync.v1.FileSync/DiffCopy");
                        unknown.complete(answer(c, 5));
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

    /** What an answer says of files, in words; times are left out. */
    private static List<String> packets(List<Frame> answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.stream().filter(frame -> frame.type() == DATA).forEach(frame -> frame.payload()
                .forEach(bytes::write));
        List<String> packets = new ArrayList<>();
        new GrpcMessages("").decode(ByteBuffer.wrap(bytes.toByteArray()), message -> packets.add(packet(message)));
        return packets;
    }

    private static String packet(ByteBuffer message) {
        StringBuilder words = new StringBuilder();
        Protobuf.Reader in = new Protobuf.Reader("", message);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> words.append("type ").append(in.number());
                case 2 -> stat(words, in.message());
                case 3 -> words.append(" entry ").append(in.number());
                default -> words.append(' ').append(in.text());
            }
        }
        return words.toString();
    }

    private static void stat(StringBuilder words, Protobuf.Reader in) {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> words.append(in.text());
                case 2 -> words.append(" %o".formatted(in.number()));
                case 5 -> words.append(" of ").append(in.number());
                case 7 -> words.append(" -> ").append(in.text());
                default -> {}
            }
        }
    }

    /** NOTES 7: entries by the names of their paths, numbers by which they are asked for, modes as Go has them. */
    @Test
    void ofAFolderTheEngineGetsWhatItAsksFor(@TempDir Path folder) throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("b"), "inside");
        Files.writeString(folder.resolve("a.b"), "beside");
        Files.createLink(folder.resolve("c"), folder.resolve("a/b"));
        Files.createSymbolicLink(folder.resolve("d"), Path.of("a.b"));
        Files.writeString(folder.resolve("out"), "");
        Files.setAttribute(folder.resolve("a"), "unix:mode", 01755);
        Files.setAttribute(folder.resolve("a/b"), "unix:mode", 04755);
        Files.setAttribute(folder.resolve("a.b"), "unix:mode", 0640);
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        Files.writeString(folder.resolve("Dockerfile.dockerignore"), "out\n*ockerfile*\n");
        CompletableFuture<List<Frame>> context = new CompletableFuture<>();
        CompletableFuture<List<Frame>> dockerfile = new CompletableFuture<>();
        CompletableFuture<List<Frame>> linkOnly = new CompletableFuture<>();
        String method = "/moby.filesync.v1.FileSync/DiffCopy";
        byte[] fin = {8, 3};
        try (var engine = new ScriptedEngine(kind, c -> {
                    String head = c.head();
                    if (head.startsWith("POST /v1.45/session ")) {
                        assertThat(head).containsPattern("-Sharedkey: [0-9a-f]{64}\r\n");
                        c.say(SWITCHED + PREFACE);
                        c.say(frame(SETTINGS, 0, 0, new byte[0]));
                        begin(c, 1, method, "dir-name", "context");
                        message(c, 1, 0, (byte) 8, (byte) 1, (byte) 24, (byte) 2);
                        message(c, 1, 0, (byte) 8, (byte) 1, (byte) 24, (byte) 1);
                        message(c, 1, END_STREAM, fin);
                        context.complete(answer(c, 1));
                        begin(c, 3, method, "dir-name", "dockerfile", "followpaths", "Dockerfile");
                        message(c, 3, 0, (byte) 8, (byte) 1);
                        message(c, 3, END_STREAM, fin);
                        dockerfile.complete(answer(c, 3));
                        begin(c, 5, method, "dir-name", "context", "include-patterns", "c");
                        message(c, 5, END_STREAM, fin);
                        linkOnly.complete(answer(c, 5));
                        c.awaitClose();
                    } else {
                        assertThat(head)
                                .contains("&remote=client-session ", "Content-Length: 0")
                                .doesNotContain("Content-Type");
                        linkOnly.join();
                        c.json(BUILT);
                    }
                });
                var docker = engine.client()) {
            var built = docker.images().build(BuildContext.of(folder)).result();

            assertThat(await(built, LIMIT).id()).isEqualTo("sha256:abc");
            assertThat(packets(context.join()))
                    .containsExactly(
                            "a 20004000755",
                            "a/b 40000755 of 6",
                            "a.b 640 of 6",
                            "c 40000755 -> a/b",
                            "d 1000000777 -> a.b of 3",
                            "",
                            "type 2 entry 2 beside",
                            "type 2 entry 2",
                            "type 2 entry 1 inside",
                            "type 2 entry 1",
                            "type 3");
            assertThat(packets(dockerfile.join()))
                    .containsExactly(
                            "Dockerfile 644 of 12", "", "type 2 entry 0 FROM scratch", "type 2 entry 0", "type 3");
            assertThat(packets(linkOnly.join())).containsExactly("c 40000755 of 6", "", "type 3");
        }
    }

    /** An engine that hears nothing for some seconds takes the session for dead. */
    @Test
    void saysThatItIsHealthyWhileTheExecutorIsBusy(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        CompletableFuture<List<Frame>> healthy = new CompletableFuture<>();
        ExecutorService single = Executors.newSingleThreadExecutor();
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        c.say(SWITCHED + PREFACE);
                        c.say(frame(SETTINGS, 0, 0, new byte[0]));
                        begin(c, 1, "/moby.filesync.v1.FileSync/DiffCopy", "dir-name", "context");
                        first(c, 1);
                        call(c, 3, "/grpc.health.v1.Health/Check");
                        healthy.complete(answer(c, 3));
                        message(c, 1, END_STREAM, (byte) 8, (byte) 3);
                        c.awaitClose();
                    } else {
                        healthy.join();
                        c.json(BUILT);
                    }
                });
                var docker = engine.client(b -> b.executor(single))) {
            var built = docker.images().build(BuildContext.of(folder)).result();
            assertThat(await(built, LIMIT).id()).isEqualTo("sha256:abc");
            assertThat(healthy.join()).extracting(Frame::type).containsExactly(HEADERS, DATA, HEADERS);
        } finally {
            single.shutdownNow();
        }
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

    @Test
    void aSessionThatIsRefusedIsToldWithTheEnginesWords() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        c.say(NOT_FOUND);
                    } else {
                        c.say(frame(SETTINGS, 0, 0, new byte[0]));
                        byte[] refusal =
                                headers(":status", "200", "grpc-status", "12", "grpc-message", "unknown service");
                        c.say(frame(HEADERS, END_HEADERS | END_STREAM, FIRST_OF_OURS, refusal));
                        c.awaitClose();
                    }
                });
                var docker = engine.client()) {
            var built = docker.images()
                    .build(CONTEXT, b -> b.secret("k", BuildSecret.ofEnvironment("HOME")))
                    .result();
            assertThatThrownBy(() -> await(built, LIMIT))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasRootCauseInstanceOf(UnsupportedByEngineException.class)
                    .rootCause()
                    .hasMessageContaining("12, unknown service");
        }
    }

    @Test
    void aSessionThatIsNotAnsweredEndsInTime() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        c.say(NOT_FOUND);
                    } else {
                        c.awaitClose();
                    }
                });
                var docker = engine.client()) {
            var built = docker.timeouts(t -> t.responseHead(Duration.ofMillis(300)))
                    .images()
                    .build(CONTEXT, b -> b.secret("k", BuildSecret.ofEnvironment("HOME")))
                    .result();
            assertThatThrownBy(() -> await(built, LIMIT)).isInstanceOf(EngineTimeoutException.class);
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
