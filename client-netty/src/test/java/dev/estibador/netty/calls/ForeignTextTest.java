package dev.estibador.netty.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ForeignTextTest {
    @Test
    void aPageIsOneLineOfWhatItShows() {
        assertThat(ForeignText.quoted("<html><head><title>x</title></head>\r\n<h1>403</h1> no\u001b[31m\tway</html>"))
                .isEqualTo("403 no [31m way");
    }

    /** Which would take minutes if all of it were looked through for each. */
    @Test
    @Timeout(20)
    void aHostilePageIsQuotedAtOnce() {
        assertThat(ForeignText.quoted("<head ".repeat(170_000))).hasSizeLessThan(400);
    }
}
