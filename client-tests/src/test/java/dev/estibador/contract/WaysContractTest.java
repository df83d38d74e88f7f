package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.connect.ChannelKind;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.HttpProxy;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.ConnectionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** What stands before an engine: headers that somebody wants, a path, a proxy; and sockets without a file. */
class WaysContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

    /** Keeps the heads of requests, and answers with an empty list. */
    private static Script keeping(List<String> heads) {
        return c -> {
            for (int first = c.read(); first >= 0; first = c.read()) {
                String head = (char) first + c.head();
                heads.add(head);
                Matcher length = LENGTH.matcher(head);
                for (int left = length.find() ? Integer.parseInt(length.group(1)) : 0; left > 0; left--) {
                    c.read();
                }
                c.json("[]");
            }
        };
    }

    private static void list(DockerConfig.Builder config) {
        try (DockerClient docker = DockerClient.open(config.build())) {
            assertThat(await(docker.containers().list(), LIMIT)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void headersOfTheProgramGoWithEveryRequest(Kind kind) throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (var engine = new ScriptedEngine(kind, keeping(heads))) {
            list(engine.config().header("X-Team", "blue").header("user-agent", "mine/1"));

            assertThat(heads)
                    .singleElement()
                    .asString()
                    .contains("\r\nX-Team: blue\r\n", "\r\nUser-Agent: mine/1\r\n")
                    .doesNotContain("estibador");
        }
    }

    @Test
    void whatACallSaysIsNotReplaced() throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (var engine = new ScriptedEngine(Kind.TCP, keeping(heads));
                var docker =
                        engine.client(e -> e.header("content-type", "text/odd").header("X-Registry-Auth", "odd"))) {
            await(docker.images().push("registry.test/a:1").result().exceptionally(e -> null), LIMIT);
            await(docker.containers().create("a", c -> {}).exceptionally(e -> null), LIMIT);
        }
        assertThat(heads).hasSize(2);
        assertThat(heads.get(0)).containsOnlyOnce("egistry-").doesNotContain(": odd");
        assertThat(heads.get(1))
                .containsIgnoringCase("content-type: application/json")
                .doesNotContain("text/odd");
    }

    @Test
    void withoutAWordTheAgentIsUs() throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (var engine = new ScriptedEngine(Kind.UNIX_NATIVE, keeping(heads))) {
            list(engine.config());
        }
        assertThat(heads).singleElement().asString().contains("\r\nUser-Agent: estibador\r\n");
    }

    @Test
    void aPathOfTheAddressComesBeforeTheVersion() throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (var engine = new ScriptedEngine(Kind.TCP, keeping(heads))) {
            String address = engine.config().build().address() + "/behind/proxy/";
            list(DockerConfig.to(address).apiVersion(new ApiVersion(1, 45)));
        }
        assertThat(heads).singleElement().asString().startsWith("GET /behind/proxy/v1.45/containers/json HTTP/1.1\r\n");
    }

    /** A proxy that connects as it is told, and keeps what it was told. */
    private static final class Proxy implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final String answer;

        Proxy(String answer) throws IOException {
            this.answer = answer;
            thread(this::serve);
        }

        private static void thread(Runnable task) {
            Thread thread = new Thread(task, "proxy");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            try {
                while (true) {
                    Socket client = server.accept();
                    thread(() -> connect(client));
                }
            } catch (IOException e) {
                // closed by the test's end
            }
        }

        private void connect(Socket client) {
            try (client) {
                String head = head(client.getInputStream());
                asked.add(head);
                client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                if (answer.startsWith("200")) {
                    int port = Integer.parseInt(head.split("[ :]", 4)[2]);
                    try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        thread(() -> carry(there, client));
                        carry(client, there);
                    }
                }
            } catch (IOException e) {
                // one side has closed, and so does the other
            }
        }

        private static void carry(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException e) {
                // as above
            }
        }

        HttpProxy address(String login) {
            return HttpProxy.parse("http://" + login + "127.0.0.1:" + server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"TCP", "TLS"})
    void aProxyLeadsToTheEngine(Kind kind) throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (var engine = new ScriptedEngine(kind, keeping(heads));
                var proxy = new Proxy("200 Go on")) {
            list(engine.config().proxy(proxy.address("me:secret@")));

            String target = engine.config().build().address().toString().substring("tcp://".length());
            assertThat(proxy.asked)
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT " + target + " HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nproxy-authorization: Basic bWU6c2VjcmV0\r\n");
            assertThat(heads)
                    .singleElement()
                    .asString()
                    .startsWith("GET /v1.45/")
                    .doesNotContain("roxy-");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxyThatRefusesIsTold(boolean tls) throws IOException {
        try (var proxy = new Proxy("407 Who are you")) {
            var config = DockerConfig.to("tcp://127.0.0.1:1")
                    .proxy(proxy.address("me:secret@"))
                    .tls(tls ? TlsFiles.trusting("authority") : null);

            assertThatThrownBy(() -> list(config))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("through the proxy http://..@127.0.0.1")
                    .hasMessageContaining("407")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aProxyThatIsNotThereIsTold() {
        var config = DockerConfig.to("tcp://127.0.0.1:1").proxy(new HttpProxy("127.0.0.1", 1, null, null));

        assertThatThrownBy(() -> list(config))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("through the proxy http://127.0.0.1:1: ")
                .hasMessageContaining("refused");
    }

    @Test
    void aProxyWhoseNameIsUnknownIsTold() {
        var config = DockerConfig.to("tcp://127.0.0.1:1").proxy(new HttpProxy("no-such-host.invalid", 1, null, null));

        assertThatThrownBy(() -> list(config))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("through the proxy http://no-such-host.invalid:1: ");
    }

    @Test
    void aSocketWithoutAFileIsReachedByItsName() throws Exception {
        String name = "estibador-" + UUID.randomUUID();
        try (AFUNIXServerSocketChannel server = AFUNIXServerSocketChannel.open()) {
            server.bind(AFUNIXSocketAddress.inAbstractNamespace(name));
            Thread engine = new Thread(() -> answerOnce(server), "abstract-engine");
            engine.setDaemon(true);
            engine.start();

            list(DockerConfig.to("unix://@" + name).apiVersion(new ApiVersion(1, 45)));
        }
        assertThatThrownBy(() -> list(DockerConfig.to("unix://@" + name).apiVersion(new ApiVersion(1, 45))))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("no engine reached at unix://@" + name + ": nothing listens there");
        assertThatThrownBy(() -> list(DockerConfig.to("unix://@" + name).channel(ChannelKind.JDK)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the channel JDK does not know the abstract namespace");
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("closed after \"" + head + "\"");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static void answerOnce(AFUNIXServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            assertThat(head(Channels.newInputStream(client))).startsWith("GET ");
            client.write(StandardCharsets.US_ASCII.encode("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"));
            Channels.newInputStream(client).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
