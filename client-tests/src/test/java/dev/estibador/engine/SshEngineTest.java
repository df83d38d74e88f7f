package dev.estibador.engine;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.EngineAddress;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.matrix.DefaultEngineOnly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only connections by ssh can go wrong at; that all else works over them is shown by what runs over every {@link Reach}. */
@Timeout(60)
@DefaultEngineOnly("is about ssh and not about engines")
class SshEngineTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CONFIG = Reach.required("ESTIBADOR_SSH_CONFIG");
    private static final URI SERVER = URI.create(Reach.required("ESTIBADOR_ENGINE_SSH"));

    private static Stream<ProcessHandle> commands() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("ssh"));
    }

    private static void failsWith(DockerConfig.Builder config, String words) {
        try (DockerClient docker = DockerClient.open(config.build())) {
            assertThatThrownBy(() -> await(docker.containers().list(), LIMIT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("no engine reached at ssh://")
                    .hasMessageContaining(words);
        }
        assertThat(commands()).isEmpty();
    }

    private static DockerConfig.Builder to(String address) {
        return DockerConfig.to(address).sshOptions("-F", CONFIG);
    }

    @Test
    void theEnginesSocketOverThereCanBeNamed() {
        String socket = URI.create(Reach.required("ESTIBADOR_ENGINE_UNIX")).getPath();
        try (DockerClient docker = DockerClient.open(to(SERVER + socket).build())) {
            assertThat(await(docker.system().ping(), LIMIT).apiVersion()).isNotNull();
        }
    }

    @Test
    void whatSshSaysIsTold() throws IOException {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        failsWith(to("ssh://127.0.0.1:" + port), "Connection refused");
        failsWith(to("ssh://nobody-" + port + "@127.0.0.1:" + SERVER.getPort()), "Permission denied (publickey");
        failsWith(DockerConfig.to(SERVER.toString()).sshOptions("-F", "none"), "Host key verification failed");
    }

    @Test
    void whatTheDockerCommandOverThereSaysIsTold() {
        failsWith(to(SERVER + "/no/such.sock"), "/no/such.sock");
        failsWith(to(SERVER + "/it's;exit"), "/it's;exit");
    }

    @Test
    void anSshThatIsNotThereIsTold() {
        failsWith(DockerConfig.to(SERVER.toString()).sshOptions("-F", CONFIG, "-Q"), "ssh ended with status");
    }

    /** No hang: a server that takes the connection and says nothing, with the limit of the client and with that of the call. */
    @Test
    void aServerThatSaysNothingIsGivenUp() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var config = to("ssh://127.0.0.1:" + silent.getLocalPort());
            failsWith(config.timeouts(t -> t.connect(Duration.ofSeconds(1))), "timed out");

            // pinned, since the question for the version has the limits of the client
            config.timeouts(t -> t.connect(Duration.ofMinutes(5))).apiVersion(DockerClient.MIN_API_VERSION);
            try (DockerClient docker = DockerClient.open(config.build())) {
                var hasty = docker.timeouts(t -> t.connect(Duration.ofSeconds(1)));
                assertThatThrownBy(() -> await(hasty.containers().list(), LIMIT))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("timed out");
            }
        }
    }

    /** A session that breaks is not one that ends. */
    @Test
    void aSessionWhoseSshIsKilledWasCut() {
        try (Harbor harbor = new Harbor(Reach.SSH)) {
            String id = harbor.shell("echo begun; sleep 60");
            // before any ssh is killed: a POST over a connection that has just gone is not repeated
            String exec = await(
                            harbor.docker.execs().create(id, e -> e.cmd("cat")
                                    .attachStdin(true)
                                    .attachStdout(true)),
                            LIMIT)
                    .id();
            try (var frames =
                    harbor.docker.containers().logs(id, l -> l.follow(true)).iterate()) {
                var each = frames.iterator();
                assertThat(each.next().text()).isEqualTo("begun\n");
                commands().forEach(ProcessHandle::destroyForcibly);

                assertThatThrownBy(each::hasNext)
                        .isInstanceOf(StreamFailedException.class)
                        .hasMessageContaining("broke");
            }
            var session = await(harbor.docker.execs().attach(exec), LIMIT);
            commands().forEach(ProcessHandle::destroyForcibly);
            assertThatThrownBy(() -> await(session.output().forEach(frame -> {}), LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("ssh ended with status 137");
        }
    }

    @Test
    void noProcessIsLeftBehind() throws Exception {
        List<ProcessHandle> started;
        try (Harbor harbor = new Harbor(Reach.SSH)) {
            String id = harbor.idler();
            var followed =
                    harbor.docker.containers().logs(id, l -> l.follow(true)).forEach(frame -> {});
            await(harbor.docker.containers().list(), LIMIT);
            started = commands().toList();
            assertThat(started).hasSizeGreaterThanOrEqualTo(2);
            followed.cancel(true);
        }
        for (ProcessHandle each : started) {
            each.onExit().get(5, TimeUnit.SECONDS);
        }
        assertThat(commands()).isEmpty();
    }

    @Test
    void otherChannelsRefuseAtOnce() {
        var config =
                DockerConfig.to(SERVER.toString()).channel(ChannelKind.NATIVE).build();

        assertThatThrownBy(() -> DockerClient.open(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the channel NATIVE does not know ssh; choose AUTO or JUNIXSOCKET");
        assertThat(config.address()).isInstanceOf(EngineAddress.Ssh.class);
    }
}
