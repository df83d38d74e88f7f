package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadParserTest {
    private static final String PING = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\n";

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ReplyHead head(String text) {
        ReplyHead head = new HeadParser().parse("GET /x", bytes(text));
        assertThat(head).as("head of %s", text).isNotNull();
        return head;
    }

    @Test
    void aHeadIsTheSameHoweverItWasCut() {
        String sent = PING + "OK";
        for (int cut = 0; cut < PING.length(); cut++) {
            HeadParser parser = new HeadParser();
            ByteBuffer all = bytes(sent);
            assertThat(parser.parse("GET /_ping", all.duplicate().limit(cut))).isNull();
            assertThat(parser.isInside()).isEqualTo(cut > 0);
            ByteBuffer rest = all.duplicate().position(cut);
            ReplyHead head = parser.parse("GET /_ping", rest);

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.contentLength()).isEqualTo(2);
            assertThat(head.keepAlive()).isTrue();
            assertThat(head.chunked()).isFalse();
            assertThat(head.header("api-version")).isEqualTo("1.41");
            assertThat(StandardCharsets.US_ASCII.decode(rest).toString()).isEqualTo("OK");
            assertThat(parser.isInside()).isFalse();
        }
    }

    @Test
    void aHeadThatComesAgainIsGivenAgain() {
        HeadParser parser = new HeadParser();
        ByteBuffer all = bytes(PING + PING + PING.replace("1.41", "1.42") + PING + "OK");

        ReplyHead first = parser.parse("GET /_ping", all);
        assertThat(first.header("Api-Version")).isEqualTo("1.41");
        assertThat(first.header("Server")).isNull();
        ReplyHead again = parser.parse("GET /_ping", all);
        assertThat(again).isSameAs(first);
        assertThat(again.header("api-version")).isEqualTo("1.41");
        assertThat(again.header("Server")).isNull();
        assertThat(parser.parse("GET /_ping", all).header("Api-Version")).isEqualTo("1.42");
        assertThat(parser.parse("GET /_ping", all).header("Api-Version")).isEqualTo("1.41");
        assertThat(StandardCharsets.US_ASCII.decode(all).toString()).isEqualTo("OK");
    }

    @Test
    void oneHeadComesAfterAnother() {
        HeadParser parser = new HeadParser();
        ByteBuffer both = bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\nA:b\n\n");

        assertThat(parser.parse("PUT /x", both).isInterim()).isTrue();
        ReplyHead second = parser.parse("PUT /x", both);
        assertThat(second.status()).isEqualTo(204);
        assertThat(second.header("A")).isEqualTo("b");
    }

    @Test
    void theFirstHeaderOfANameCountsAndNoOther() {
        ReplyHead head = head("HTTP/1.1 101 UPGRADED\r\nTypes: no\r\nTYPE:  a b \r\nType: c\r\nEmpty:\r\n\r\n");

        assertThat(head.isInterim()).isFalse();
        assertThat(head.header("Type")).isEqualTo("a b");
        assertThat(head.header("Empty")).isEmpty();
        assertThat(head.header("Typ")).isNull();
        assertThat(head.header("HTTP/1.1 101 UPGRADED")).isNull();
    }

    @Test
    void theConnectionIsKeptUnlessSaidOtherwise() {
        assertThat(head("HTTP/1.1 200\r\n\r\n").keepAlive()).isTrue();
        assertThat(head("HTTP/1.1 200 OK\r\nConnection: Close\r\n\r\n").keepAlive())
                .isFalse();
        assertThat(head("HTTP/1.0 200 OK\r\n\r\n").keepAlive()).isFalse();
        assertThat(head("HTTP/1.0 200 OK\r\nconnection: Keep-Alive\r\n\r\n").keepAlive())
                .isTrue();
    }

    @Test
    void chunksCountMoreThanALength() {
        ReplyHead head = head("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 7\r\n\r\n");

        assertThat(head.chunked()).isTrue();
        assertThat(head.contentLength()).isEqualTo(ReplyHead.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002\n\n\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 2000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            })
    void whatIsNoHeadIsATypedError(String text) {
        assertThatThrownBy(() -> new HeadParser().parse("GET /x", bytes(text)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("GET /x");
    }

    /** A server that greets would else be waited for until the timeout. */
    @Test
    void whatDoesNotBeginAsHttpIsRefusedAtOnce() {
        HeadParser parser = new HeadParser();

        assertThat(parser.parse("GET /x", bytes("\r\nHTT"))).isNull();
        assertThatThrownBy(() -> parser.parse("GET /x", bytes("X")))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("It begins with \"HTTX\"");
        assertThatThrownBy(() -> new HeadParser().parse("GET /x", bytes("220 mail ESMTP\r\nmore")))
                .hasMessageContaining("It begins with \"220 mail ESMTP\"");
    }

    @Test
    void aHeadWithoutAnEndIsNotKeptForEver() {
        HeadParser parser = new HeadParser();
        ByteBuffer piece = ByteBuffer.allocate(HeadParser.MAX_HEAD - 10);

        assertThat(parser.parse("GET /x", bytes("HTTP/1.1 2"))).isNull();
        assertThat(parser.parse("GET /x", piece.duplicate())).isNull();
        assertThatThrownBy(() -> parser.parse("GET /x", piece.duplicate()))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("bytes");
    }

    @Property(tries = 500)
    void anyBytesGiveAHeadOrATypedError(@ForAll @Size(max = 200) byte[] noise) {
        byte[] all = new byte[noise.length + 2];
        System.arraycopy(noise, 0, all, 0, noise.length);
        all[noise.length] = '\n';
        all[noise.length + 1] = '\n';
        try {
            new HeadParser().parse("GET /x", ByteBuffer.wrap(all));
        } catch (MalformedReplyException e) {
            assertThat(e).hasMessageContaining("GET /x");
        }
    }

    /** One that copied what it has with each byte took minutes of a processor for this. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void aLongHeadThatComesByteByByteCostsNoMoreThanItsLength() {
        HeadParser parser = new HeadParser();
        ByteBuffer all = bytes("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(1_000_000) + "\r\n\r\n");

        ReplyHead head = null;
        for (int i = 0; i < all.limit(); i++) {
            head = parser.parse("GET /x", all.duplicate().position(i).limit(i + 1));
        }
        assertThat(head).isNotNull();
        assertThat(head.header("X-Long")).hasSize(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n\r\n"})
    void emptyLinesBeforeTheHeadHaveAnEnd(String behind) {
        assertThat(head("\r\n\n\r\n" + PING).status()).isEqualTo(200);

        HeadParser parser = new HeadParser();
        assertThatThrownBy(() -> parser.parse("GET /x", bytes("\r\n".repeat(1000) + behind)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("not HTTP");
    }
}
