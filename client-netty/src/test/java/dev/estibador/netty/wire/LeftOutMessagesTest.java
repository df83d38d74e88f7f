package dev.estibador.netty.wire;

import static dev.estibador.netty.wire.LogReading.ERR;
import static dev.estibador.netty.wire.LogReading.OUT;
import static dev.estibador.netty.wire.LogReading.message;
import static dev.estibador.netty.wire.LogReading.size;
import static dev.estibador.netty.wire.LogReading.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.netty.wire.LogReading.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * L16: what an engine leaves out while a log is followed, as Docker does when it rotates the file faster than it reads it, is a gap; and
 * the rest comes once all the same.
 */
class LeftOutMessagesTest {
    private static final int WRITTEN = 3000;

    private static List<Message> log() {
        List<Message> log = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            log.add(message(i % 3 == 0 ? ERR : OUT, i / 2, "line " + i + "\n"));
        }
        return log;
    }

    /** @param last how many messages came after those that were left out */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 20", "20, 1", "20, 1000", "900, 300", "2000, 5"})
    void areOneGapAndNothingComesTwice(int leftOut, int last) {
        List<Message> log = log();
        int from = WRITTEN - last - leftOut;
        List<Message> before = log.subList(0, from);
        List<Message> after = log.subList(WRITTEN - last, log.size());
        LogReading reading = new LogReading(log, null, true, false);
        before.forEach(message -> reading.feed(message.bytes(false), Integer.MAX_VALUE));
        after.subList(0, last).forEach(message -> reading.feed(message.bytes(false), Integer.MAX_VALUE));

        reading.further(WRITTEN + 10, size(log, false));
        reading.finish();

        assertThat(reading.text()).as("%s %s", reading.asked, reading.gaps).isEqualTo(text(before) + "|" + text(after));
        assertThat(reading.gaps)
                .containsExactly(Instant.parse(before.get(from - 1).time()));
    }
}
