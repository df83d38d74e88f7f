package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What comes out of the bytes in one buffer of that kind, and what is left of them. */
    private static String[] unwrapped(ChunkedBody body, byte[] bytes, boolean direct, int... cuts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            ByteBuffer piece = direct ? ByteBuffer.allocateDirect(to - from + 3) : ByteBuffer.allocate(to - from + 3);
            piece.position(3).put(bytes, from, to - from).position(3);
            body.unwrap(piece);
            for (int at = body.from(); at < body.to(); at++) {
                content.write(piece.get(at));
            }
            while (piece.hasRemaining()) {
                rest.write(piece.get());
            }
            from = to;
        }
        return new String[] {content.toString(StandardCharsets.ISO_8859_1), rest.toString(StandardCharsets.ISO_8859_1)};
    }

    @Test
    void aBodyIsTheSameHoweverItWasCut() {
        byte[] sent = ascii("5\r\nHello\r\n1;name=\"v\"\r\n,\r\n00B \r\n dear world\n0\r\nTrailer: x\r\n\r\nnext");
        int end = sent.length - "next".length();
        for (int first = 0; first < end; first++) {
            for (int second = first; second < end; second++) {
                ChunkedBody body = new ChunkedBody("GET /x");
                assertThat(unwrapped(body, sent, true, first, second)).containsExactly("Hello, dear world", "next");
                assertThat(body.ended()).isTrue();
            }
        }
    }

    @Property(tries = 300)
    void anyChunksComeOutAsTheyWentIn(
            @ForAll @Size(max = 20) List<byte[]> chunks,
            @ForAll @Size(max = 6) List<@IntRange(max = 600) Integer> cuts) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        StringBuilder expected = new StringBuilder();
        for (byte[] chunk : chunks) {
            if (chunk.length > 0) {
                sent.writeBytes(ascii("%x\r\n".formatted(chunk.length)));
                sent.writeBytes(chunk);
                sent.writeBytes(ascii("\r\n"));
                expected.append(new String(chunk, StandardCharsets.ISO_8859_1));
            }
        }
        sent.writeBytes(ascii("0\r\n\r\n"));
        int[] sorted = cuts.stream()
                .mapToInt(cut -> Math.min(cut, sent.size()))
                .sorted()
                .toArray();

        assertThat(unwrapped(new ChunkedBody("GET /x"), sent.toByteArray(), false, sorted))
                .containsExactly(expected.toString(), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "\r\n", ";\r\n", "-1\r\n", "1x\r\n", "1\r\nab\r\n", "1000000000000000\r\n"})
    void whatIsNoChunkIsATypedError(String text) {
        ChunkedBody body = new ChunkedBody("GET /x");

        assertThatThrownBy(() -> body.unwrap(ByteBuffer.wrap(ascii(text))))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("GET /x")
                .hasMessageContaining("not valid HTTP");
    }

    @Test
    void linesBetweenChunksHaveAnEnd() {
        ChunkedBody body = new ChunkedBody("GET /x");

        assertThatThrownBy(() -> body.unwrap(ByteBuffer.wrap(ascii("1;" + "x".repeat(9000)))))
                .isInstanceOf(MalformedReplyException.class);
    }

    /** A peer that never ends them would hold the call for ever: none of these bytes is the body's, so no limit of a value counts them. */
    @ParameterizedTest
    @ValueSource(strings = {"0\r\n|X-Trailer: x\r\n", "0\r\n|\r", "1\r\na|\r", "1;|\r"})
    void whatCarriesNothingHasAnEnd(String beginAndRepeated) {
        String[] parts = beginAndRepeated.split("\\|", -1);
        ChunkedBody body = new ChunkedBody("GET /x");
        body.unwrap(ByteBuffer.wrap(ascii(parts[0])));

        assertThatThrownBy(() -> body.unwrap(ByteBuffer.wrap(ascii(parts[1].repeat(100_000)))))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("not valid HTTP");
    }
}
