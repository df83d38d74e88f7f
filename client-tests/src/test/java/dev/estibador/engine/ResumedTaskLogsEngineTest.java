package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estibador.stream.StreamSource;
import dev.estibador.swarm.TaskState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** L16, where the log comes by way of the swarm. */
class ResumedTaskLogsEngineTest extends OneNodeSwarm {
    private static final int LINES = 5000;

    @Test
    void aFollowedLogOfATaskHasEveryLineOnceAndInOrder() {
        String service = service("seq 1 " + LINES + " >&2 & seq 1 " + LINES + "; wait; exec sleep 100000", spec -> {});
        String task = tasks(
                        service, 1, one -> TaskState.RUNNING.equals(one.status().state()))
                .get(0)
                .id();
        Map<StreamSource, List<String>> came = new EnumMap<>(StreamSource.class);
        int[] count = {0};
        CompletableFuture<Void> whole = new CompletableFuture<>();
        try (Relay relay = new Relay();
                var docker = relay.client()) {
            var all = docker.tasks()
                    .logs(task, l -> l.follow(true).resume(true))
                    .lines()
                    .forEach(line -> {
                        came.computeIfAbsent(line.source(), source -> new ArrayList<>())
                                .add(line.text());
                        if (++count[0] % 1000 == 0) {
                            relay.cut();
                        }
                        if (count[0] == 2 * LINES) {
                            whole.complete(null);
                        }
                    });
            await(CompletableFuture.anyOf(all, whole), LIMIT);
            all.cancel(true);
            assertThat(relay.cuts()).isPositive();
        }

        List<String> expected =
                IntStream.rangeClosed(1, LINES).mapToObj(String::valueOf).toList();
        assertThat(came.get(StreamSource.STDOUT)).isEqualTo(expected);
        assertThat(came.get(StreamSource.STDERR)).isEqualTo(expected);
    }
}
