package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.stream.StreamSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a log contains. That it arrives is tested over each way to the engine ({@link StreamsEngineTest}). */
class LogsEngineTest extends OverUnix {
    @Test
    void obeyTailSinceUntilAndTimestamps() {
        String id = harbor.shell("for i in 1 2 3; do echo line $i; done");
        assertThat(harbor.exitCode(id)).isZero();
        List<String> lines = new ArrayList<>();
        await(
                harbor.docker
                        .containers()
                        .logs(id, l -> l.tail(2)
                                .timestamps(true)
                                .since(Instant.EPOCH)
                                .until(Instant.now().plusSeconds(60)))
                        .forEach(frame -> lines.add(frame.text())),
                LIMIT);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{9})?Z line 2\n");
        assertThat(lines.get(1)).endsWith(" line 3\n");
    }

    /** L3: a terminal's output is raw, even where its first bytes look like the head of a frame. */
    @Test
    void ofATerminalArriveUntouched() {
        String id = harbor.create(c -> c.tty(true).cmd("printf", "\\001\\000\\000\\000\\000\\000\\000\\002ok"));
        await(harbor.docker.containers().start(id), LIMIT);
        assertThat(harbor.exitCode(id)).isZero();

        assertThat(harbor.logs(id, StreamSource.STDOUT)).isEqualTo("\1\0\0\0\0\0\0\2ok");
    }
}
