package dev.estibador.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallValuesTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "512, 512", "1k, 1024", "256m, 268435456", "1.5GiB, 1610612736", "2 tb, 2199023255552"})
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-1m", "1x", "1 m m", "99999999p"})
    void whatIsNoSizeIsRefusedByName(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void versionsAreOrderedByNumber() {
        assertThat(ApiVersion.parse("1.9")).isLessThan(ApiVersion.parse("v1.41"));
        assertThat(ApiVersion.parse("1.41").isAtLeast(ApiVersion.parse("1.41"))).isTrue();
        assertThatThrownBy(() -> ApiVersion.parse("1.x")).isInstanceOf(IllegalArgumentException.class);
    }

    /** L34. */
    @Test
    void copiesTakeNullForEmptyAndOverlookNullInside() {
        assertThat(Copies.of((List<String>) null)).isEmpty();
        assertThat(Copies.of((Map<String, String>) null)).isEmpty();
        assertThat(Copies.of(Arrays.asList("a", null, "b"))).containsExactly("a", "b");
    }

    @Test
    void filtersOfOneKeyAreGathered() {
        assertThat(Filters.of("a", "1").and("b", "2").and("a", "3").values())
                .containsExactly(Map.entry("a", List.of("1", "3")), Map.entry("b", List.of("2")));
    }

    @Test
    void aPlatformHasTwoOrThreeParts() {
        assertThat(Platform.parse("linux/arm64/v8")).hasToString("linux/arm64/v8");
        assertThatThrownBy(() -> Platform.parse("linux")).isInstanceOf(IllegalArgumentException.class);
    }
}
