package dev.estibador.netty.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that do not keep their promise end a read, and are not asked without end. */
@Timeout(20)
class InputsTest {
    private static InputStream answering(int... counts) {
        return new InputStream() {
            private int asked;

            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return counts[Math.min(asked++, counts.length - 1)];
            }
        };
    }

    @Test
    void aFewEmptyReadsAreForgiven() throws IOException {
        assertThat(Inputs.read(answering(0, 0, 7), new byte[10], 10)).isEqualTo(7);
        assertThat(Inputs.read(answering(0, -1), new byte[10], 10)).isEqualTo(-1);
    }

    @Test
    void oneThatGivesNothingForEverFails() {
        assertThatIOException()
                .isThrownBy(() -> Inputs.read(answering(0), new byte[10], 10))
                .withMessageContaining("returned 0 bytes");
    }

    @Test
    void oneThatSaysMoreThanItGaveFails() {
        assertThatIOException()
                .isThrownBy(() -> Inputs.read(answering(11), new byte[20], 10))
                .withMessageContaining("at most 10 bytes returned 11");
    }
}
