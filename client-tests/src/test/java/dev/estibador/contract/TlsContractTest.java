package dev.estibador.contract;

import static dev.estibador.contract.ScriptedEngine.Conversation.SWITCHED;
import static dev.estibador.contract.ScriptedEngine.Conversation.frame;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.DockerClient;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.TlsMaterial;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.contract.ScriptedEngine.Script;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.TlsMaterialException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** L46: who is trusted, what is said where nobody is, and how TLS ends. */
class TlsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Answers pings until the client leaves. */
    private static final Script PINGS = c -> {
        while (c.read() >= 0) {
            assertThat(c.head()).contains("/_ping ");
            c.say("HTTP/1.1 200 OK\r\nApi-Version: 1.45\r\nContent-Length: 0\r\n\r\n");
        }
    };

    private static DockerConfig.Builder to(ScriptedEngine engine, TlsMaterial material) throws IOException {
        return engine.config().tls(material);
    }

    private static void ping(DockerConfig.Builder config) {
        try (DockerClient docker = DockerClient.open(config.build())) {
            await(docker.system().ping(), LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theEngineKnowsTheClientByItsCertificate(String protocol) throws IOException {
        var met = new CompletableFuture<String>();
        try (var engine = new ScriptedEngine(Kind.TLS, "engine", true, c -> {
            c.tls().startHandshake();
            met.complete(c.tls().getSession().getProtocol() + " "
                    + c.tls().getSession().getPeerPrincipal().getName());
            PINGS.play(c);
        })) {
            ping(to(
                    engine,
                    TlsFiles.as(TlsFiles.trusting("authority"), "client").protocols(protocol)));

            assertThat(met.join()).isEqualTo(protocol + " CN=estibador test client");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "engine, stranger, is of no authority in src",
        "expired, authority, has expired",
        "elsewhere, authority, is not of the host 127.0.0.1",
    })
    void anEngineThatIsNotTrustedIsRefusedWithTheReason(String certificate, String authority, String reason)
            throws IOException {
        try (var engine = new ScriptedEngine(Kind.TLS, certificate, false, PINGS)) {
            assertThatThrownBy(() -> ping(to(engine, TlsFiles.trusting(authority))))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining(
                            "no engine reached at " + engine.config().build().address())
                    .hasMessageContaining(reason)
                    .hasMessageEndingWith(
                            "[the program named " + engine.config().build().address() + "]");
        }
    }

    @Test
    void javasAuthoritiesDoNotTrustIt() throws IOException {
        try (var engine = new ScriptedEngine(Kind.TLS, "engine", false, PINGS)) {
            assertThatThrownBy(() -> ping(to(engine, TlsMaterial.ofJava())))
                    .hasMessageContaining("of no authority in Java's trust store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "expired", "elsewhere"})
    void whoVerifiesNothingTrustsAnybody(String certificate) throws IOException {
        try (var engine = new ScriptedEngine(Kind.TLS, certificate, false, PINGS)) {
            ping(to(engine, TlsFiles.trusting("stranger").unverified()));

            assertThat(engine.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anEngineThatWantsToKnowWhoWeAreSaysSo(String protocol) throws IOException {
        try (var engine = new ScriptedEngine(Kind.TLS, "engine", true, PINGS)) {
            assertThatThrownBy(
                            () -> ping(to(engine, TlsFiles.trusting("authority").protocols(protocol))))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("the engine wants to know who we are; name a certificate of ours");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anEngineThatDoesNotTakeOurCertificateSaysSo(String protocol) throws IOException {
        try (var engine = new ScriptedEngine(Kind.TLS, "engine", true, PINGS)) {
            assertThatThrownBy(() -> ping(to(
                            engine,
                            TlsFiles.as(TlsFiles.trusting("authority"), "guest").protocols(protocol))))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("the engine does not take the certificate")
                    .hasMessageContaining("guest.pem");
        }
    }

    @Test
    void aPortWithoutTlsIsTold() throws IOException {
        try (var engine = new ScriptedEngine(Kind.TCP, c -> {
            c.read();
            c.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        })) {
            var config = engine.config().tls(TlsFiles.trusting("authority"));

            assertThatThrownBy(() -> ping(config))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("does not speak TLS");
        }
    }

    @Test
    void aPortThatSaysNothingIsATimeout() throws IOException {
        try (var engine = new ScriptedEngine(Kind.TCP, c -> c.awaitClose())) {
            var config = engine.config()
                    .tls(TlsFiles.trusting("authority"))
                    .timeouts(t -> t.connect(Duration.ofMillis(300)));

            assertThatThrownBy(() -> ping(config))
                    .isInstanceOf(EngineTimeoutException.class)
                    .hasMessageContaining("no TLS handshake with")
                    .hasMessageContaining("within PT0.3S (connect timeout)");
        }
    }

    @Test
    void aPortThatHangsUpIsTold() throws IOException {
        try (var engine = new ScriptedEngine(Kind.TCP, c -> c.read())) {
            assertThatThrownBy(() -> ping(engine.config().tls(TlsFiles.trusting("authority"))))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("was closed during the handshake of TLS");
        }
    }

    @Test
    void aMissingFileIsAnErrorBeforeAnythingIsSent() {
        var config = DockerConfig.to("tcp://127.0.0.1:1")
                .tls(TlsFiles.trusting("absent"))
                .build();

        assertThatThrownBy(() -> DockerClient.open(config))
                .isInstanceOf(TlsMaterialException.class)
                .hasMessageContaining("absent.pem does not exist");
    }

    /** dockerd says good-bye and leaves the connection open. Java's side of TLS 1.2 could not go on after ours, as dockerd does. */
    @Test
    void aGoodByeIsTheEndOfASession() throws Exception {
        var held = new CompletableFuture<Void>();
        try (var engine = new ScriptedEngine(Kind.TLS, "engine", false, c -> {
                    c.headOfAttach();
                    c.say(SWITCHED);
                    c.say(frame(1, "got " + c.rest()));
                    c.tls().shutdownOutput();
                    held.join();
                });
                var docker = engine.client();
                var session = await(docker.containers().attach("web", a -> a.stdin(true)), LIMIT)) {
            await(session.write("words"), LIMIT);
            await(session.closeInput(), LIMIT);
            StringBuilder text = new StringBuilder();
            await(session.output().forEach(frame -> text.append(frame.text())), LIMIT);

            assertThat(text).hasToString("got words");
            held.complete(null);
        }
    }

    /** Whoever stands in between can end a connection, but not say good-bye. */
    @Test
    void aSessionThatEndsWithoutGoodByeWasCut() throws Exception {
        try (var engine = new ScriptedEngine(Kind.TLS, "engine", false, c -> {
                    c.head();
                    c.say(SWITCHED + frame(1, "some"));
                    c.hangUp();
                });
                var docker = engine.client();
                var session = await(docker.containers().attach("web"), LIMIT)) {
            StringBuilder text = new StringBuilder();

            assertThatThrownBy(() -> await(session.output().forEach(frame -> text.append(frame.text())), LIMIT))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContaining("was cut: TLS was not ended");
            assertThat(text).hasToString("some");
        }
    }
}
