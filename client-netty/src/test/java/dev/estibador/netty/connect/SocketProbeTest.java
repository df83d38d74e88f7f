package dev.estibador.netty.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.InterruptedCallException;
import dev.estibador.netty.connect.SocketProbe.Finding;
import dev.estibador.netty.connect.SocketProbe.Kind;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** L45: each way in which no engine answers has its own words. */
class SocketProbeTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path socket;

    @BeforeEach
    void name() {
        socket = folder.resolve("s");
    }

    private Finding asked(Duration limit) {
        return new SocketProbe(socket, limit).ask();
    }

    private static Finding asked(SocketServer server, Duration limit) {
        return new SocketProbe(server.socket, limit).ask();
    }

    private Finding asked(String reply) throws IOException {
        try (SocketServer server = SocketServer.saying(socket, reply)) {
            return asked(server, AMPLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SocketServer.DOCKER, SocketServer.PODMAN})
    void anEngineAnswersItsPing(String reply) throws IOException {
        try (SocketServer server = SocketServer.saying(socket, reply)) {
            assertThat(asked(AMPLE).kind()).isEqualTo(Kind.ENGINE);
            assertThat(server.requests).singleElement().asString().startsWith("GET /_ping HTTP/1.0\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.0 200 OK|Server: nginx||OK', a server answers that is no engine",
        "'HTTP/1.0 200 OK|Server: nginx||api-version: 1.47', a server answers that is no engine",
        "'HTTP/1.1 503 Service Unavailable|Api-Version: 1.47||', answers a ping with status 503",
        "'HTTP/1.1 403 Forbidden||', answers a ping with status 403",
        "'SSH-2.0-OpenSSH|', something answers that is no engine",
        "'', hung up without a word",
    })
    void whoAnswersOtherwiseIsNoEngine(String reply, String words) throws IOException {
        assertThat(asked(reply.replace("|", "\r\n"))).isEqualTo(new Finding(Kind.NONE, words));
    }

    @Test
    void whoNeverEndsItsHeadIsNoEngine() throws IOException {
        assertThat(asked("HTTP/1.0 200 OK\r\nX: " + "x".repeat(1 << 20)).kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void whoSaysNothingIsSilent() throws IOException {
        try (SocketServer server = SocketServer.silent(socket)) {
            assertThat(asked(server, Duration.ofMillis(50)))
                    .isEqualTo(new Finding(Kind.SILENT, "no answer within 50 ms"));
        }
    }

    @Test
    void whoIsCrowdedToTheEndIsSilent() throws IOException {
        try (SocketServer server = SocketServer.crowded(socket)) {
            assertThat(asked(server, Duration.ofMillis(50)).kind()).isEqualTo(Kind.SILENT);
        }
    }

    @Test
    void whoIsCrowdedForAWhileIsWaitedFor() throws Exception {
        try (SocketServer server = SocketServer.crowded(socket)) {
            CompletableFuture<Finding> finding = CompletableFuture.supplyAsync(() -> asked(AMPLE));
            server.answer(SocketServer.DOCKER);

            // those before us in the queue say nothing, and go
            server.dismissGuests();
            assertThat(finding.get(60, TimeUnit.SECONDS).kind()).isEqualTo(Kind.ENGINE);
        }
    }

    @Test
    void aSocketWithoutAServerIsToldFromNoneAtAll() throws IOException {
        assertThat(asked(AMPLE)).isEqualTo(new Finding(Kind.NONE, "not there"));
        SocketServer.silent(socket).close();
        assertThat(asked(AMPLE)).isEqualTo(new Finding(Kind.NONE, "nothing listens there"));
    }

    @Test
    void whatStandsThereInsteadOfASocketIsNamed() throws IOException {
        Files.createSymbolicLink(socket, folder.resolve("gone"));
        assertThat(asked(AMPLE).words()).isEqualTo("a link that leads nowhere");
        Files.delete(socket);
        Files.createDirectory(socket);
        assertThat(asked(AMPLE).words()).isEqualTo("a folder, no socket");
        Files.delete(socket);
        Files.createFile(socket);
        assertThat(asked(AMPLE).words()).isEqualTo("a file, no socket");
    }

    @Test
    void aNameTooLongForASocketIsSaidToBe() {
        socket = folder.resolve("x".repeat(200));

        assertThat(asked(AMPLE)).isEqualTo(new Finding(Kind.NONE, "its path is too long for a socket's"));
    }

    /** As root may do everything, the system's refusal is given here. */
    @Test
    void withoutPermissionItIsSaidWhoHasIt() throws IOException {
        Files.createFile(socket);
        PosixFileAttributes of = Files.readAttributes(socket, PosixFileAttributes.class);
        String group = of.group().getName();
        String alone = ": it is for the user " + of.owner().getName() + " alone";
        BindException refusal = new BindException("Permission denied");

        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(SocketProbe.unreachable(socket, refusal))
                .isEqualTo(
                        "permission denied" + (group.equals("root") ? alone : ": add your user to its group " + group));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        assertThat(SocketProbe.unreachable(socket, refusal)).isEqualTo("permission denied" + alone);
        Files.delete(socket);
        assertThat(SocketProbe.unreachable(socket, refusal)).isEqualTo("permission denied");
    }

    /** L52. */
    @Test
    void anInterruptEndsItAndIsKept() throws IOException {
        try (SocketServer server = SocketServer.silent(socket)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> asked(server, AMPLE)).isInstanceOf(InterruptedCallException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
