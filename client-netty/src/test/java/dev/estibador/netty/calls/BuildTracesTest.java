package dev.estibador.netty.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.netty.wire.Protobuf;
import dev.estibador.stream.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildTracesTest {
    private static Progress decoded(String base64) {
        return BuildTraces.decoded(
                "POST /build", new Progress("moby.buildkit.trace", null, null, null, null, null, null, base64, null));
    }

    /** A trace of one step that began at that time. */
    private static String began(long seconds, long nanos) {
        Protobuf.Writer time = new Protobuf.Writer().number(1, seconds).number(2, nanos);
        Protobuf.Writer step = new Protobuf.Writer().text(1, "digest").message(5, time);
        ByteBuffer trace = new Protobuf.Writer().message(1, step).message();
        return StandardCharsets.US_ASCII
                .decode(Base64.getEncoder().encode(trace))
                .toString();
    }

    @Test
    void readsATime() {
        var step = decoded(began(1_764_440_000, 5)).trace().vertices().get(0);

        assertThat(step.digest()).isEqualTo("digest");
        assertThat(step.started()).isEqualTo(Instant.ofEpochSecond(1_764_440_000, 5));
    }

    /** Sums that are too large for a long come as another exception than times that are too large. */
    @ParameterizedTest
    @CsvSource({"9223372036854775807, 2000000000", "-9223372036854775808, -1", "9223372036854775807, 0"})
    void aTimeThatIsNoneIsATypedError(long seconds, long nanos) {
        assertThatThrownBy(() -> decoded(began(seconds, nanos)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("a trace of BuildKit that cannot be read");
    }

    @ParameterizedTest
    @CsvSource({"!", "CA==", "/w=="})
    void whatIsNoTraceIsATypedError(String base64) {
        assertThatThrownBy(() -> decoded(base64)).isInstanceOf(MalformedReplyException.class);
    }
}
