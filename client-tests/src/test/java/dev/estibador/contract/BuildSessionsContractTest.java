package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.BadRequestException;
import dev.estibador.error.ConnectionException;
import dev.estibador.stream.ByteSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The connections that builds with BuildKit need, up to the first byte of HTTP/2, which is the caller's. */
@ParameterizedClass
@EnumSource(Kind.class)
class BuildSessionsContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    @Parameter
    Kind kind;

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String all(ByteSession session) {
        StringBuilder text = new StringBuilder();
        await(session.bytes().forEach(part -> text.append(StandardCharsets.ISO_8859_1.decode(part))), LIMIT);
        return text.toString();
    }

    /** L20, and a header for each method. */
    @Test
    void aSessionSaysWhatItOffersAndGivesTheFirstBytes() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    assertThat(c.head())
                            .startsWith("POST /v1.45/session HTTP/1.1\r\n")
                            .containsIgnoringCase("\r\nConnection: upgrade\r\n")
                            .containsIgnoringCase("\r\nUpgrade: h2c\r\n")
                            .containsIgnoringCase("\r\nContent-Length: 0\r\n")
                            .contains(
                                    "\r\nX-Docker-Expose-Session-Uuid: s1\r\n",
                                    "\r\nX-Docker-Expose-Session-Name: acme\r\n",
                                    "\r\nX-Docker-Expose-Session-Sharedkey: k\r\n",
                                    "\r\nX-Docker-Expose-Session-Grpc-Method: /grpc.health.v1.Health/Check\r\n",
                                    "\r\nX-Docker-Expose-Session-Grpc-Method: /moby.filesync.v1.Auth/Credentials\r\n");
                    c.say(SWITCHED + PREFACE).say("and more");
                });
                var docker = engine.client();
                var session = await(
                        docker.images().openSession("s1", s -> s.name("acme")
                                .sharedKey("k")
                                .methods("/grpc.health.v1.Health/Check", "/moby.filesync.v1.Auth/Credentials")),
                        LIMIT)) {
            assertThat(all(session)).isEqualTo(PREFACE + "and more");
        }
    }

    @Test
    void whatIsNotSetIsNotSent() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    assertThat(c.head())
                            .contains("-Uuid: s1\r\n")
                            .doesNotContain("-Name", "-Sharedkey", "-Grpc-Method");
                    c.say(SWITCHED);
                });
                var docker = engine.client();
                var session = await(docker.images().openSession("s1", s -> {}), LIMIT)) {
            assertThat(all(session)).isEmpty();
        }
    }

    /** L17, L21. */
    @Test
    void bothSidesOfAGrpcConnectionEndIndependently() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    assertThat(c.head())
                            .startsWith("POST /v1.45/grpc HTTP/1.1\r\n")
                            .containsIgnoringCase("Upgrade: h2c");
                    c.say(SWITCHED);
                    c.say("got " + c.rest());
                });
                var docker = engine.client();
                var session = await(docker.images().openGrpc(), LIMIT)) {
            await(session.write(bytes(PREFACE)), LIMIT);
            await(session.closeInput(), LIMIT);
            assertThat(all(session)).isEqualTo("got " + PREFACE);
            assertThatThrownBy(() -> await(session.write(bytes("x")), LIMIT)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aWriteAfterTheEnginesEndIsATypedError() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(SWITCHED);
                });
                var docker = engine.client();
                var session = await(docker.images().openGrpc(), LIMIT)) {
            assertThat(all(session)).isEmpty();
            assertThatThrownBy(() -> await(session.write(bytes("x")), LIMIT)).isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void whatNoHeaderCanHoldIsRefusedHere() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> c.head());
                var docker = engine.client()) {
            assertThatThrownBy(() -> docker.images().openSession("s1", s -> s.name("a\r\nX-Other: b")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("X-Docker-Expose-Session-Name");
            assertThat(engine.connections()).isZero();
        }
    }

    @Test
    void aRefusalIsTheEnginesOwn() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    if (c.head().contains("/version ")) {
                        c.json("{\"ApiVersion\":\"1.45\",\"MinAPIVersion\":\"1.24\"}");
                    } else {
                        c.say("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n"
                                + "{\"message\":\"no id\"}");
                    }
                    c.awaitClose();
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.images().openSession("s1", s -> {}), LIMIT))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("no id");
        }
    }
}
