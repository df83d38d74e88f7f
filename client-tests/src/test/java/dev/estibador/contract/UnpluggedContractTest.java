package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.DockerException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.UnsupportedByEngineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * L45: each way in which no engine is there has words of its own, and says what to try. What is wrong with certificates is in
 * {@link TlsContractTest}, with ssh in {@code SshEngineTest}, and with permissions in {@code ConnectFailureTest}, as tests run as root.
 */
@Timeout(20)
class UnpluggedContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private static AbstractThrowableAssert<?, ?> failureOf(DockerConfig.Builder config) {
        try (DockerClient docker = DockerClient.open(config.build())) {
            return assertThatThrownBy(() -> await(docker.containers().list(), LIMIT))
                    .isInstanceOf(DockerException.class);
        }
    }

    private static DockerConfig.Builder unpinned(ScriptedEngine engine) throws IOException {
        return engine.config().apiVersion(null);
    }

    /** Answers every request in the same way, until the client leaves. */
    private static Script always(String reply) {
        return c -> {
            while (c.read() >= 0) {
                c.head();
                c.say(reply);
            }
        };
    }

    private static String reply(String head, String body) {
        return "HTTP/1.1 " + head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void noEngineAtThePort() throws IOException {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        failureOf(DockerConfig.to("tcp://127.0.0.1:" + port))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("nothing listens there; check the port, and that the engine listens on TCP");
    }

    @Test
    void noEngineAtTheSocket() {
        failureOf(DockerConfig.to("unix://" + folder.resolve("none")))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("the socket does not exist; start the engine, or say where it is");
    }

    @Test
    void aSocketThatIsNone() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        failureOf(DockerConfig.to("unix://" + file))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("nothing listens there; start the engine");
        failureOf(DockerConfig.to("unix://" + folder))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void aHostThatIsNone() {
        failureOf(DockerConfig.to("tcp://no-such-host.invalid:2375"))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("the host name is not known");
    }

    /** L24: one limit, and no second try. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void somebodyTakesTheConnectionAndSaysNothing(Kind kind) throws IOException {
        try (var engine = new ScriptedEngine(kind, c -> c.awaitClose())) {
            failureOf(unpinned(engine).timeouts(t -> t.responseHead(Duration.ofMillis(300))))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("did not answer within PT0.3S (response head timeout)");
            assertThat(engine.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void somebodyHangsUpWithoutAWord(Kind kind) throws IOException {
        try (var engine = new ScriptedEngine(kind, c -> c.head())) {
            failureOf(unpinned(engine))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("closed the connection before it answered");
        }
    }

    @ParameterizedTest
    @CsvSource({"404 Not Found, 404", "200 OK, 200", "500 Oops, 500"})
    void aServerThatIsNoEngine(String status, String told) throws IOException {
        try (var engine = new ScriptedEngine(Kind.TCP, always(reply(status, "<html>\n<h1>Welcome</h1>")))) {
            failureOf(unpinned(engine))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("does not answer as a Docker engine does (HTTP " + told + ": Welcome)")
                    .hasMessageContaining("check the address and the port");
        }
    }

    /** E18. */
    @ParameterizedTest
    @CsvSource({"403 Forbidden, 403", "401 Unauthorized, 401"})
    void somethingInBetweenForbidsTheQuestionForTheVersion(String status, String told) throws IOException {
        String page = "<html><head><title>no</title><style>b{}</style></head>\r\n<body><h1>" + status
                + "</h1>\u001b[31mRequest forbidden\tby rules.\n</body></html>";
        try (var engine = new ScriptedEngine(Kind.TCP, always(reply(status, page)))) {
            failureOf(unpinned(engine))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("the question for the API version is forbidden there (HTTP " + told + ": "
                            + status + " [31mRequest forbidden by rules.);")
                    .hasMessageContaining("DOCKER_API_VERSION");
        }
    }

    @Test
    void aServerThatDoesNotEvenSpeakHttp() throws IOException {
        try (var engine = new ScriptedEngine(Kind.TCP, c -> {
            c.head();
            c.say("220 mail.example.com ESMTP\r\n");
            c.awaitClose();
        })) {
            failureOf(unpinned(engine)).hasMessageContaining("220 mail");
        }
    }

    /** Word for word what dockerd says there. */
    @Test
    void aPortThatSpeaksTls() throws IOException {
        String reply = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
        try (var engine = new ScriptedEngine(Kind.TCP, c -> {
            c.head();
            c.say(reply);
        })) {
            failureOf(unpinned(engine))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("HTTP 400: Client sent an HTTP request to an HTTPS server.")
                    .hasMessageContaining("it speaks TLS, so say that we should, by DockerConfig.tls");
        }
    }

    @Test
    void anEngineThatIsTooOld() throws IOException {
        try (var engine = new ScriptedEngine(Kind.TCP, always(reply("200 OK\r\nApi-Version: 1.24", "")))) {
            failureOf(unpinned(engine))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("up to 1.24")
                    .hasMessageContaining("a newer engine is needed (19.03 or later)");
        }
    }

    /** Some proxies let only the headers through that they know. */
    @Test
    void anEngineThatDoesNotSayItsVersionIsTakenForTheNewest() throws IOException {
        Script script = c -> {
            while (c.read() >= 0) {
                String head = c.head();
                c.say(
                        head.startsWith("EAD ")
                                ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
                                : reply("200 OK", head.contains("/_ping") ? "OK" : "[]"));
            }
        };
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, script);
                var docker = DockerClient.open(unpinned(engine).build())) {
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
            assertThat(await(docker.apiVersion(), LIMIT)).isEqualTo(DockerClient.MAX_API_VERSION);
        }
    }
}
