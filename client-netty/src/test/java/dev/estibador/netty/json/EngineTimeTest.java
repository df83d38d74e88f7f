package dev.estibador.netty.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** L34: an odd time does not fail the reply that it is in. */
class EngineTimeTest {
    public record Made(@JsonProperty("at") @Nullable Instant at) {
        @JsonCreator
        public Made {}
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            delimiter = '|',
            value = {
                "\"2026-01-02T03:04:05.000000006+07:00\" | 2026-01-01T20:04:05.000000006Z",
                "1767323045 | 2026-01-02T03:04:05Z",
                "0 | 1970-01-01T00:00:00Z",
                "-1 | 1969-12-31T23:59:59Z",
                "\"\" | null",
                "null | null",
                "\"0001-01-01T00:00:00Z\" | null",
                "\"0001-01-01T05:40:00+05:40\" | null",
                "-62135596800 | null",
                "\"yesterday\" | null",
                "9223372036854775807 | null",
                "18446744073709551616 | null",
            })
    void isReadInAnyFormThatEnginesWrite(@Nullable String json, @Nullable Instant time) {
        byte[] reply = ("{\"at\":" + json + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(Json.read("test", reply, Made.class).at()).isEqualTo(time);
    }
}
