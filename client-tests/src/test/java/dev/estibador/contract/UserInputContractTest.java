package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.build.BuildContext;
import dev.estibador.build.Dockerfile;
import dev.estibador.common.FileSet;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.UploadFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** L40: streams and files of the caller that wait, give nothing or have no end hold up no call, and no thread after it. */
@Timeout(60)
class UserInputContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BUILT = "{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:abc\"}}";

    @TempDir
    Path directory;

    /** Gives nothing, and waits until it is closed. */
    private static final class Waiting extends InputStream {
        final CountDownLatch reads = new CountDownLatch(1);
        final CompletableFuture<Void> freed = new CompletableFuture<>();
        final AtomicInteger closings = new AtomicInteger();
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            reads.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                freed.complete(null);
            }
            throw new IOException("closed");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public void close() {
            closings.incrementAndGet();
            closed.countDown();
        }

        void awaitReader() throws InterruptedException {
            assertThat(reads.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A call that sends a file which is {@code content}. */
    private interface Upload {
        CompletableFuture<?> begin(DockerClient docker, FileSet.Content content);
    }

    private enum Uploads implements Upload {
        COPY_IN {
            @Override
            public CompletableFuture<?> begin(DockerClient docker, FileSet.Content content) {
                return docker.containers().copyIn("a", "/", FileSet.of(set -> set.stream("f", 1000, content)));
            }
        },
        BUILD {
            @Override
            public CompletableFuture<?> begin(DockerClient docker, FileSet.Content content) {
                return docker.images()
                        .build(BuildContext.of(
                                Dockerfile.from("scratch"), FileSet.of(set -> set.stream("f", 1000, content))))
                        .result();
            }
        }
    }

    private enum End {
        CANCEL,
        CLOSE
    }

    @ParameterizedTest
    @EnumSource(Uploads.class)
    void aStreamThatWaitsIsClosedWhenItsCallEnds(Uploads upload) throws Exception {
        for (End end : End.values()) {
            Waiting stream = new Waiting();
            try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                c.head();
                c.awaitClose();
            })) {
                DockerClient docker = engine.client();
                try {
                    var call = upload.begin(docker, () -> stream);
                    stream.awaitReader();
                    if (end == End.CANCEL) {
                        call.cancel(true);
                    } else {
                        docker.close();
                    }
                    stream.freed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    assertThat(stream.closings).as("%s", end).hasValue(1);
                } finally {
                    docker.close();
                }
            }
        }
    }

    @Test
    void aStreamOfASynchronizedContextIsClosedWhenTheBuildEnds() throws Exception {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch");
        Waiting stream = new Waiting();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        GrpcTalk.begin(c);
                        GrpcTalk.open(c, 1, "/moby.filesync.v1.FileSync/DiffCopy", "dir-name", "context");
                        GrpcTalk.message(c, 1, 0, (byte) 8, (byte) 1, (byte) 24, (byte) 1);
                        asked.complete(null);
                    }
                    c.awaitClose();
                });
                var docker = engine.client()) {
            var call = docker.images()
                    .build(BuildContext.of(directory, b -> b.files(set -> set.stream("f", 1000, () -> stream))))
                    .result();
            asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            stream.awaitReader();
            call.cancel(true);
            stream.freed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** What a stream throws when it is closed does not hide why. */
    @ParameterizedTest
    @EnumSource(Uploads.class)
    void aStreamThatFailsAndCannotBeClosedFailsItsCall(Uploads upload) throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the first");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }

            @Override
            public void close() {
                throw new IllegalStateException("the second");
            }
        };
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    c.head();
                    c.awaitClose();
                });
                var docker = engine.client()) {
            var call = upload.begin(docker, () -> broken);
            assertThatThrownBy(() -> await(call, LIMIT))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("the first");
        }
    }

    private static final class Empty extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return 0;
        }
    }

    @ParameterizedTest
    @EnumSource(Uploads.class)
    void aStreamThatGivesNothingWithoutEndFailsItsCall(Uploads upload) throws Exception {
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    c.head();
                    c.awaitClose();
                });
                var docker = engine.client()) {
            var call = upload.begin(docker, Empty::new);
            assertThatThrownBy(() -> await(call, LIMIT))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("'f'")
                    .hasMessageContaining("returned 0 bytes");
        }
    }

    @Test
    void anInputThatGivesNothingWithoutEndFailsTheWriting() throws Exception {
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    c.headOfAttach();
                    c.say("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                            + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
                    c.awaitClose();
                });
                var docker = engine.client();
                var session = await(docker.containers().attach("a", b -> b.stdin(true)), LIMIT)) {
            assertThatThrownBy(() -> await(session.writeAll(new Empty()), LIMIT))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("returned 0 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".dockerignore", "Dockerfile.dockerignore"})
    void anIgnoreFileThatIsAFifoFailsTheBuildByItsName(String name) throws Exception {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch");
        Path fifo = directory.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        c.say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                    } else {
                        c.awaitClose();
                    }
                });
                var docker = engine.client()) {
            var built = docker.images()
                    .build(BuildContext.of(directory), b -> b.session("none"))
                    .result();
            assertThatThrownBy(() -> await(built, LIMIT))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining(fifo.toString())
                    .hasMessageContaining("no regular file");
        }
    }

    /** What the program that answers builds with a session of its own says. */
    @Test
    void anIgnoreFileThatIsAFifoFailsASynchronizedBuildToo() throws Exception {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch");
        assertThat(new ProcessBuilder(
                                "mkfifo", directory.resolve(".dockerignore").toString())
                        .start()
                        .waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        CountDownLatch answered = new CountDownLatch(1);
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    if (c.head().startsWith("POST /v1.45/session ")) {
                        GrpcTalk.begin(c);
                        GrpcTalk.open(c, 1, "/moby.filesync.v1.FileSync/DiffCopy", "dir-name", "context");
                        GrpcTalk.first(c, 1);
                        answered.countDown();
                        c.awaitClose();
                    } else {
                        try {
                            answered.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        c.json(BUILT);
                    }
                });
                var docker = engine.client()) {
            var built = docker.images().build(BuildContext.of(directory)).result();
            assertThatThrownBy(() -> await(built, LIMIT))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageContaining("no regular file");
        }
    }
}
