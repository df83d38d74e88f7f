package dev.estibador.netty.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.stream.Progress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressReaderTest {
    /** Found by fuzzing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no number", "-", "1e"})
    void aTextThatIsNoNumberIsMalformed(String text) {
        byte[] message = ("{\"progressDetail\":{\"current\":\"" + text + "\"}}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.read("POST /images/create", message, Progress.class))
                .isInstanceOf(MalformedReplyException.class);
    }
}
