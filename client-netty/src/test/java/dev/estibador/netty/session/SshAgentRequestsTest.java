package dev.estibador.netty.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.netty.wire.RawDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshAgentRequestsTest {
    private final SshAgentRequests requests = new SshAgentRequests(new RawDecoder<>(ByteBuffer::wrap));
    private final List<ByteBuffer> read = new ArrayList<>();

    private static ByteBuffer request(int type, int... content) {
        ByteBuffer bytes = ByteBuffer.allocate(100).putInt(1 + content.length).put((byte) type);
        for (int one : content) {
            bytes.put((byte) one);
        }
        return bytes.flip();
    }

    @Test
    void areWholeWhereverTheyWereCut() {
        ByteBuffer all = ByteBuffer.allocate(100)
                .put(request(11))
                .put(request(13, 1, 2, 3))
                .flip();
        for (int cut = 0; cut <= all.limit(); cut++) {
            read.clear();
            requests.decode(all.slice(0, cut), read::add);
            requests.decode(all.slice(cut, all.limit() - cut), read::add);
            assertThat(read).as("cut at " + cut).containsExactly(request(11), request(13, 1, 2, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13})
    void toListAndToSignAreHarmless(int type) {
        assertThat(SshAgentRequests.isHarmless(request(type))).isTrue();
    }

    /** To add, remove, lock, and what an agent has of its own. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 255})
    void nothingElseIs(int type) {
        assertThat(SshAgentRequests.isHarmless(request(type))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, (256 << 10) + 1})
    void aLengthThatNoAgentUsesIsRefused(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(4).putInt(length).flip();
        assertThatThrownBy(() -> requests.decode(bytes, read::add))
                .hasMessageContaining(Integer.toUnsignedString(length));
    }
}
