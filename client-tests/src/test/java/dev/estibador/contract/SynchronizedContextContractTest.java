package dev.estibador.contract;

import static dev.estibador.contract.GrpcTalk.DATA;
import static dev.estibador.contract.GrpcTalk.END_STREAM;
import static dev.estibador.contract.GrpcTalk.HEADERS;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.build.BuildContext;
import dev.estibador.contract.GrpcTalk.Frame;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.netty.wire.GrpcMessages;
import dev.estibador.netty.wire.Protobuf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How an engine is shown a folder, packet by packet. */
@ParameterizedClass
@EnumSource(Kind.class)
class SynchronizedContextContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String METHOD = "/moby.filesync.v1.FileSync/DiffCopy";
    private static final byte[] FIN = {8, 3};
    private static final String BUILT = "{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:abc\"}}";

    @Parameter
    Kind kind;

    @TempDir
    Path folder;

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
    void ofAFolderTheEngineGetsWhatItAsksFor() throws Exception {
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
        try (var engine = new ScriptedEngine(kind, c -> {
                    String head = c.head();
                    if (head.startsWith("POST /v1.45/session ")) {
                        assertThat(head).containsPattern("-Sharedkey: [0-9a-f]{64}\r\n");
                        GrpcTalk.begin(c);
                        GrpcTalk.open(c, 1, METHOD, "dir-name", "context");
                        GrpcTalk.message(c, 1, 0, (byte) 8, (byte) 1, (byte) 24, (byte) 2);
                        GrpcTalk.message(c, 1, 0, (byte) 8, (byte) 1, (byte) 24, (byte) 1);
                        GrpcTalk.message(c, 1, END_STREAM, FIN);
                        context.complete(GrpcTalk.answer(c, 1));
                        GrpcTalk.open(c, 3, METHOD, "dir-name", "dockerfile", "followpaths", "Dockerfile");
                        GrpcTalk.message(c, 3, 0, (byte) 8, (byte) 1);
                        GrpcTalk.message(c, 3, END_STREAM, FIN);
                        dockerfile.complete(GrpcTalk.answer(c, 3));
                        GrpcTalk.open(c, 5, METHOD, "dir-name", "context", "include-patterns", "c");
                        GrpcTalk.message(c, 5, END_STREAM, FIN);
                        linkOnly.complete(GrpcTalk.answer(c, 5));
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
    void saysThatItIsHealthyWhileTheExecutorIsBusy() throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        CompletableFuture<List<Frame>> healthy = new CompletableFuture<>();
        ExecutorService single = Executors.newSingleThreadExecutor();
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        GrpcTalk.begin(c);
                        GrpcTalk.open(c, 1, METHOD, "dir-name", "context");
                        GrpcTalk.first(c, 1);
                        GrpcTalk.call(c, 3, "/grpc.health.v1.Health/Check");
                        healthy.complete(GrpcTalk.answer(c, 3));
                        GrpcTalk.message(c, 1, END_STREAM, FIN);
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
}
