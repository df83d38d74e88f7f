package dev.estibador.netty.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.connect.DockerConfig;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.netty.http.HttpCall;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L45: each way of not reaching an engine says what to try. */
class ConnectFailureTest {
    @TempDir
    Path folder;

    /** Whose numbers are those of this system. */
    @BeforeAll
    static void aNativeTransportIsLoaded() {
        assertThat(Epoll.isAvailable() || KQueue.isAvailable()).isTrue();
    }

    private static DockerException failure(String address, Throwable cause) {
        HttpCall call = new HttpCall(
                "GET",
                "/_ping",
                Map.of(),
                null,
                "GET /_ping",
                true,
                Duration.ofSeconds(10),
                null,
                false,
                null,
                null,
                null,
                null,
                new PingOrigin());
        return ConnectFailure.explained(
                call,
                DockerConfig.to(address).explanation("DOCKER_HOST says so").build(),
                cause);
    }

    private record PingOrigin() implements HttpCall.Origin {
        @Override
        public String template() {
            return path();
        }

        @Override
        public String path() {
            return "/_ping";
        }

        @Override
        public @Nullable Throwable failure() {
            return null;
        }
    }

    private String socket() throws IOException {
        return "unix://" + Files.createFile(folder.resolve("docker.sock"));
    }

    @Test
    void withoutPermissionTheGroupIsNamed() throws IOException {
        assertThat(failure(
                        socket(), new ConnectException("connect(..) failed with error(-13): Keine Berechtigung: unix")))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("permission denied; add your user to the group")
                .hasMessageEndingWith("[DOCKER_HOST says so]");
    }

    @Test
    void theReasonIsFoundInsideWhatNettyWrapsAroundIt() throws IOException {
        assertThat(failure(socket(), new ChannelException(new Errors.NativeIoException("socket", -13))))
                .hasMessageContaining("add your user to the group");
    }

    @Test
    void aSocketThatNobodyServesIsRefused() throws IOException {
        assertThat(failure(socket(), new ConnectException("Connection refused")))
                .hasMessageContaining("nothing listens there; start the engine");
    }

    @Test
    void aFolderThatStandsForASocketIsNamed() {
        assertThat(failure("unix://" + folder, new ConnectException("Connection refused")))
                .hasMessageContaining("that is a folder and no socket");
    }

    @Test
    void aSocketThatIsNotThereIsAbsent() {
        assertThat(failure("unix://" + folder.resolve("none"), new IOException()))
                .hasMessageContaining("the socket does not exist");
    }

    @Test
    void anUnknownHostIsUnknown() {
        assertThat(failure("tcp://no-such-host:2375", new UnknownHostException("no-such-host")))
                .hasMessageContaining("the host name is not known");
    }

    /** L24: the connect timeout has its own name. */
    @Test
    void aLimitIsATimeout() {
        assertThat(failure("tcp://127.0.0.1:2375", new ConnectTimeoutException("slow")))
                .isInstanceOf(EngineTimeoutException.class)
                .hasMessageContaining("within PT10S (connect timeout)");
        assertThat(failure(
                        "unix:///run/docker.sock",
                        new ConnectException(
                                "connect(..) failed with error(" + Errors.ERRNO_EAGAIN_NEGATIVE + "): Besetzt")))
                .isInstanceOf(EngineTimeoutException.class)
                .hasMessageContaining("within PT10S (connect timeout)");
    }
}
