package dev.estibador.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.TarContent;
import dev.estibador.container.Containers;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.UploadFailedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E23, E24: an archive goes to a file or a stream, and comes from one, in one call. */
class ArchiveCopiesContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] ARCHIVE = new byte[300_000];

    static {
        new Random(7).nextBytes(ARCHIVE);
    }

    private final HttpEngine engine = new HttpEngine();
    private final Containers containers = engine.docker.containers();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        engine.close();
    }

    private void givesTheArchive() {
        engine.answers(
                aResponse().withHeader("Content-Type", "application/x-tar").withBody(ARCHIVE));
    }

    /** Says how often it was closed. */
    private static class Closing extends FilterInputStream {
        final AtomicInteger closed = new AtomicInteger();

        Closing(InputStream in) {
            super(in);
        }

        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
            super.close();
        }
    }

    @Test
    void goesToAStreamThatStaysOpen() {
        givesTheArchive();
        AtomicInteger closed = new AtomicInteger();
        ByteArrayOutputStream target = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        assertThat(engine.await(containers.copyOut("web", "/etc").copyTo(target)))
                .isEqualTo(ARCHIVE.length);
        assertThat(target.toByteArray()).isEqualTo(ARCHIVE);
        assertThat(closed).hasValue(0);
    }

    @Test
    void goesToAFile() throws IOException {
        givesTheArchive();
        Path file = Files.write(folder.resolve("etc.tar"), new byte[ARCHIVE.length + 1]);

        assertThat(engine.await(containers.copyOut("web", "/etc").copyTo(file))).isEqualTo(ARCHIVE.length);
        assertThat(file).hasBinaryContent(ARCHIVE);
    }

    @Test
    void whatIsRefusedMakesNoFile() {
        engine.answers(404, "{\"message\":\"no such container\"}");
        Path file = folder.resolve("etc.tar");

        assertThatThrownBy(() -> engine.await(containers.copyOut("web", "/etc").copyTo(file)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no such container");
        assertThat(file).doesNotExist();
    }

    @Test
    void aPlaceThatTakesNothingIsNamedAndTheEngineIsLeft() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (var scripted = new ScriptedEngine(Kind.UNIX_NATIVE, c -> {
                    c.head();
                    c.say("HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .chunk("x");
                    c.awaitClose();
                    left.countDown();
                });
                var docker = scripted.client()) {
            OutputStream full = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("it is full");
                }
            };

            assertThatThrownBy(() ->
                            await(docker.containers().copyOut("web", "/etc").copyTo(full), LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("could not be written to the output stream: it is full");
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void isReadAsAStream() throws IOException {
        givesTheArchive();
        try (InputStream in = containers.copyOut("web", "/etc").asInputStream()) {
            assertThat(in.read()).isEqualTo(ARCHIVE[0] & 0xff);
            assertThat(in.readAllBytes()).hasSize(ARCHIVE.length - 1);
        }
    }

    @Test
    void aStreamThatBreaksSaysWhy() throws Exception {
        engine.answers(404, "{\"message\":\"no such container\"}");
        try (InputStream in = containers.copyOut("web", "/etc").asInputStream()) {
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasCauseInstanceOf(NotFoundException.class);
        }
        InputStream closed = containers.copyOut("web", "/etc").asInputStream();
        closed.close();
        assertThatThrownBy(closed::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void comesFromAStreamThatIsClosed() throws Exception {
        engine.answers(aResponse().withStatus(200));
        Closing archive = new Closing(new ByteArrayInputStream(ARCHIVE));

        engine.await(containers.copyIn("web", "/etc", TarContent.of(archive)));

        engine.server.verify(putRequestedFor(urlEqualTo("/v1.45/containers/web/archive?path=/etc"))
                .withRequestBody(binaryEqualTo(ARCHIVE)));
        assertThat(archive.closed.get()).isPositive();
    }

    @Test
    void aSourceThatBreaksFailsTheCallAndIsClosed() {
        engine.answers(aResponse().withStatus(200));
        Closing archive = new Closing(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("the tape is torn");
            }
        };

        assertThatThrownBy(() -> engine.await(containers.copyIn("web", "/etc", TarContent.of(archive))))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageContaining("the tape is torn");
        assertThat(archive.closed.get()).isPositive();
    }
}
