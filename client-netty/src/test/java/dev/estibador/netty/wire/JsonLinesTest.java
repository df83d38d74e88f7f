package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** L14. */
class JsonLinesTest {
    private static JsonLines<String> lines() {
        return new JsonLines<>(
                "POST /build",
                (json, from, to, items) -> Json.readAll(
                        "POST /build", json, from, to, Map.class, object -> items.accept(Json.text(object))));
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

    /** And those before it are given. */
    @Test
    void objectsThatAreNoneInsideAreAnError() {
        List<String> objects = new ArrayList<>();

        assertThatThrownBy(() -> lines().decode(ByteBuffer.wrap(utf8("{\"a\":1}{\"b\":2}{c}{}")), objects::add))
                .isInstanceOf(MalformedReplyException.class);
        assertThat(objects).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void manyObjectsInOnePieceComeOutInOrder() {
        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            sent.append("{\"number\":").append(i).append("}\r\n");
        }
        List<String> objects = new ArrayList<>();
        lines().decode(ByteBuffer.wrap(utf8("xx" + sent)).position(2).slice(), objects::add);

        assertThat(objects).hasSize(1000).startsWith("{\"number\":0}").endsWith("{\"number\":999}");
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
