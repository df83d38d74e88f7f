package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** L14. */
class JsonLinesTest {
    private static JsonLines<String> lines() {
        return new JsonLines<>("POST /build", json -> new String(json, StandardCharsets.UTF_8));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void objectsAreTheSameHoweverTheirBytesWereCutAndSeparated() {
        byte[] bytes = utf8("{\"a\":1}\r\n\r\n{\"b\":{\"c\":[{}]}}{\"d\":\"}\\\"{\\\\\"}\n\u001e{\"e\":\"ü}\"} \t{}");

        assertThat(Cuts.everyWay(JsonLinesTest::lines, bytes)).allSatisfy(objects -> assertThat(objects)
                .containsExactly(
                        "{\"a\":1}", "{\"b\":{\"c\":[{}]}}", "{\"d\":\"}\\\"{\\\\\"}", "{\"e\":\"ü}\"}", "{}"));
    }

    @Test
    void whatIsNoObjectIsAnError() {
        assertThatThrownBy(() -> Cuts.fed(lines(), utf8("{\"a\":1}\nupstream timed out")))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("upstream timed out");
    }

    @Test
    void anObjectThatTheFormPassesOverIsNoItem() {
        JsonLines<String> none = new JsonLines<>("POST /build", json -> null);

        assertThat(Cuts.fed(none, utf8("{\"a\":1}"))).isEmpty();
    }

    /** L5. */
    @Test
    void anEndInsideAnObjectIsAnError() {
        byte[] bytes = utf8("{\"a\":\"}\"}");

        for (int end = 1; end < bytes.length; end++) {
            byte[] cut = Arrays.copyOf(bytes, end);
            assertThatThrownBy(() -> Cuts.fed(lines(), cut))
                    .as("cut after %d", end)
                    .isInstanceOf(StreamFailedException.class);
        }
    }

    @Test
    void anObjectWithoutEndIsRefusedBeforeItFillsTheMemory() {
        byte[] piece = utf8("{\"a\":\"" + "x".repeat(JsonLines.MAX_OBJECT));

        assertThatThrownBy(() -> Cuts.fed(lines(), piece))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("more than");
    }
}
