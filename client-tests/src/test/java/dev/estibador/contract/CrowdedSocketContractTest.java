package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.error.ConnectionException;
import java.io.IOException;
import java.net.SocketException;
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

/** A Unix socket with no room for one more connection refuses at once on Linux, where TCP would wait. */
@EnabledOnOs(OS.LINUX)
class CrowdedSocketContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ByteBuffer OK = ByteBuffer.wrap(
            "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void connectingGoesOnWithinTheConnectTimeout(ChannelKind kind) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        List<SocketChannel> crowd = new ArrayList<>();
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, 1);
                DockerClient docker = DockerClient.open(
                        DockerConfig.to("unix://" + address).channel(kind).build())) {
            fill(address, crowd);

            DockerClient impatient = docker.timeouts(t -> t.connect(Duration.ofMillis(100)));
            assertThatThrownBy(() -> await(impatient.system().ping(), LIMIT)).isInstanceOf(ConnectionException.class);

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

    /** Connects until nobody gets in any more. */
    private static void fill(UnixDomainSocketAddress address, List<SocketChannel> crowd) throws IOException {
        while (true) {
            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
            crowd.add(one);
            one.configureBlocking(false);
            try {
                one.connect(address);
            } catch (SocketException full) {
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
