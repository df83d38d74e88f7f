package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.EngineTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** L24: an engine with no room for one more connection. On Linux a Unix socket refuses at once, where TCP waits. */
@EnabledOnOs(OS.LINUX)
class CrowdedSocketContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ByteBuffer OK = ByteBuffer.wrap(
            "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = "TLS", mode = EnumSource.Mode.EXCLUDE)
    void connectingGoesOnWithinTheConnectTimeout(Kind kind) throws Exception {
        List<SocketChannel> crowd = new ArrayList<>();
        try (ServerSocketChannel server = open(kind);
                DockerClient docker = DockerClient.open(config(kind, server).build());
                DockerClient hasty = DockerClient.open(config(kind, server)
                        .timeouts(t -> t.connect(Duration.ofMillis(100)))
                        .build())) {
            fill(server.getLocalAddress(), crowd);

            isLeft(hasty);
            isLeft(docker.timeouts(t -> t.connect(Duration.ofMillis(100))));

            var ping = docker.system().ping();
            Thread acceptor = new Thread(() -> answerAll(server));
            acceptor.setDaemon(true);
            acceptor.start();
            assertThat(await(ping, LIMIT).apiVersion()).hasToString("1.41");
        } finally {
            for (SocketChannel one : crowd) {
                one.close();
            }
        }
    }

    private ServerSocketChannel open(Kind kind) throws IOException {
        return kind == Kind.TCP
                ? ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1)
                : ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(folder.resolve("s")), 1);
    }

    private static DockerConfig.Builder config(Kind kind, ServerSocketChannel server) throws IOException {
        SocketAddress address = server.getLocalAddress();
        return DockerConfig.to(
                        address instanceof InetSocketAddress tcp
                                ? "tcp://127.0.0.1:" + tcp.getPort()
                                : "unix://" + address)
                .channel(kind.channel());
    }

    private static void isLeft(DockerClient docker) {
        assertThatThrownBy(() -> await(docker.system().ping(), LIMIT))
                .isInstanceOf(EngineTimeoutException.class)
                .hasMessageContaining("within PT0.1S (connect timeout)");
    }

    /** Connects until nobody gets in any more. */
    private static void fill(SocketAddress address, List<SocketChannel> crowd) throws IOException {
        while (true) {
            boolean tcp = address instanceof InetSocketAddress;
            SocketChannel one = tcp ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
            crowd.add(one);
            try {
                if (tcp) {
                    one.socket().connect(address, 300);
                } else {
                    one.configureBlocking(false);
                    one.connect(address);
                }
            } catch (SocketException | SocketTimeoutException full) {
                return;
            }
            assertThat(crowd).as("connections before it was full").hasSizeLessThan(1000);
        }
    }

    /** Closes those who say nothing, one after another, and answers who asks. */
    private static void answerAll(ServerSocketChannel server) {
        try {
            while (server.isOpen()) {
                SocketChannel next = server.accept();
                Thread answering = new Thread(() -> answer(next));
                answering.setDaemon(true);
                answering.start();
            }
        } catch (ClosedChannelException e) {
            // the test is over
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(SocketChannel connection) {
        try (connection) {
            while (connection.read(ByteBuffer.allocate(4096)) > 0) {
                connection.write(OK.duplicate());
            }
        } catch (IOException e) {
            // whoever asked has left
        }
    }
}
