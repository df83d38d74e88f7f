package dev.estibador.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrpcMessagesTest {
    private final GrpcMessages messages = new GrpcMessages("test");
    private final List<String> read = new ArrayList<>();

    private static ByteBuffer framed(String... texts) {
        ByteBuffer all = ByteBuffer.allocate(1000);
        for (String text : texts) {
            all.put((byte) 0).putInt(text.length()).put(text.getBytes(StandardCharsets.UTF_8));
        }
        return all.flip();
    }

    private void decode(ByteBuffer bytes) {
        messages.decode(
                bytes,
                message -> read.add(StandardCharsets.UTF_8.decode(message).toString()));
    }

    @Test
    void areWholeWhereverTheyWereCut() {
        ByteBuffer all = framed("first", "", "third");
        for (int first = 0; first <= all.limit(); first++) {
            for (int second = first; second <= all.limit(); second++) {
                read.clear();
                decode(all.slice(0, first));
                decode(all.slice(first, second - first));
                decode(all.slice(second, all.limit() - second));
                messages.end(message -> {});
                assertThat(read).as(first + ", " + second).containsExactly("first", "", "third");
            }
        }
    }

    @Test
    void oneThatIsCutIsAFailure() {
        decode(framed("first").limit(7));
        assertThatThrownBy(() -> messages.end(message -> {})).isInstanceOf(StreamFailedException.class);
    }

    @Test
    void aCompressedOneIsRefused() {
        assertThatThrownBy(() -> decode(framed("x").put(0, (byte) 1)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("compressed");
    }

    @Test
    void oneOfAnAbsurdLengthIsRefusedBeforeItIsTaken() {
        assertThatThrownBy(() -> decode(framed("x").putInt(1, -1)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("4294967295 bytes");
    }
}
