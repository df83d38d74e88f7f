package dev.estibador.contract;

import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.contract.ScriptedEngine.Conversation;
import dev.estibador.contract.ScriptedEngine.Kind;
import dev.estibador.error.NotFoundException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.stream.AttachSession;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions in WebSocket frames. */
@ParameterizedClass
@EnumSource(Kind.class)
class WebSocketContractTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final String CLOSE = "\u0088\u0002\u0003\u00e8";

    @Parameter
    Kind kind;

    private static String binary(String text) {
        return "\u0082" + (char) text.length() + text;
    }

    /** A frame of the client: its first byte, and its payload without the mask that RFC 6455 wants on it. */
    private static String received(Conversation c) throws IOException {
        char first = (char) c.read();
        int length = c.read();
        assertThat(length & 0x80).as("masked").isEqualTo(0x80);
        int[] mask = {c.read(), c.read(), c.read(), c.read()};
        StringBuilder text = new StringBuilder().append(first);
        for (int i = 0; i < (length & 0x7f); i++) {
            text.append((char) (c.read() ^ mask[i % 4]));
        }
        return text.toString();
    }

    private static String output(AttachSession session) {
        StringBuilder text = new StringBuilder();
        await(session.output().forEach(frame -> text.append(frame.text())), LIMIT);
        return text.toString();
    }

    /** L17, L20: bytes behind the head are not lost, and the end of our input leaves the output open. */
    @Test
    void inputAndOutputTravelInFrames() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    assertThat(c.headOfAttach())
                            .startsWith("GET /v1.45/containers/web/attach/ws?stream=true&stdin=true&stdout=true"
                                    + "&stderr=true HTTP/1.1\r\n")
                            .containsIgnoringCase("\r\nConnection: upgrade\r\n")
                            .containsIgnoringCase("\r\nUpgrade: websocket\r\n")
                            .containsIgnoringCase("\r\nSec-WebSocket-Version: 13\r\n")
                            .containsIgnoringCase("\r\nSec-WebSocket-Key: ");
                    c.say(SWITCHED + binary("early ") + "\u0089\u0001p");
                    assertThat(received(c)).as("the answer to our ping").isEqualTo("\u008ap");
                    assertThat(received(c)).isEqualTo("\u0082hello");
                    assertThat(received(c)).as("our close").startsWith("\u0088");
                    c.say(binary("late") + CLOSE);
                    c.awaitClose();
                });
                var docker = engine.client();
                var session = await(docker.containers().attachWebSocket("web", a -> a.stdin(true)), LIMIT)) {
            await(session.output().opened(), LIMIT);
            var output = session.output();
            var whole = new StringBuilder();
            var read = output.forEach(frame -> whole.append(frame.text()));
            await(session.write("hello"), LIMIT);
            await(session.closeInput(), LIMIT);
            await(read, LIMIT);
            assertThat(whole).hasToString("early late");
        }
    }

    /** L18: a WebSocket has no half of its own to close; the close frame stands for it, and a write after it is refused. */
    @Test
    void theEndOfTheInputIsACloseFrameAfterWhichNothingIsWritten() throws Exception {
        CompletableFuture<String> frames = new CompletableFuture<>();
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.headOfAttach();
                    c.say(SWITCHED);
                    frames.complete(received(c) + received(c).charAt(0));
                    c.say(CLOSE);
                    c.awaitClose();
                });
                var docker = engine.client();
                var session = await(docker.containers().attachWebSocket("web", a -> a.stdin(true)), LIMIT)) {
            await(session.write("all"), LIMIT);
            await(session.closeInput(), LIMIT);
            await(session.closeInput(), LIMIT);
            assertThat(frames.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("\u0082all\u0088");
            assertThatThrownBy(() -> await(session.write("more"), LIMIT)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** L5. */
    @Test
    void anEndWithoutACloseFrameIsAnError() throws Exception {
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say(SWITCHED + binary("some"));
                });
                var docker = engine.client();
                var session = await(docker.containers().attachWebSocket("web", a -> {}), LIMIT)) {
            assertThatThrownBy(() -> output(session)).isInstanceOf(StreamFailedException.class);
        }
    }

    /** L19. */
    @Test
    void aRefusalIsTheEnginesOwnMessage() throws Exception {
        String body = "{\"message\":\"No such container: web\"}";
        try (var engine = new ScriptedEngine(kind, c -> {
                    c.head();
                    c.say("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body);
                });
                var docker = engine.client()) {
            assertThatThrownBy(() -> await(docker.containers().attachWebSocket("web", a -> {}), LIMIT))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("No such container: web");
        }
    }
}
