package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.container.HealthStatus;
import dev.estibador.error.WaitFailedException;
import dev.estibador.matrix.Capability;
import dev.estibador.matrix.Needs;
import dev.estibador.stream.LogLine;
import dev.estibador.stream.StreamSource;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Waits for what a container becomes or writes. */
class WaitsEngineTest extends OverUnix {
    private static final String IDLE = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    @Nested
    class AwaitHealthy {
        private String started(int retries, String check, String script) {
            String id = harbor.create(c -> c.cmd("sh", "-c", script)
                    .healthcheck(
                            h -> h.shell(check).interval(Duration.ofMillis(200)).retries(retries)));
            await(harbor.docker.containers().start(id), LIMIT);
            return id;
        }

        @Test
        @Needs(Capability.HEALTH_CHECKS)
        void completesWhenTheCheckSucceeds() {
            String id = started(100, "test -e /ready", "sleep 0.5; touch /ready; " + IDLE);
            var state = await(harbor.docker.containers().awaitHealthy(id), LIMIT);
            assertThat(state.health().status()).isEqualTo(HealthStatus.HEALTHY);
        }

        @Test
        @Needs(Capability.HEALTH_CHECKS)
        void failsWhenTheContainerBecomesUnhealthyEndsOrHasNoCheck() {
            String sick = started(2, "exit 1", IDLE);
            assertThatThrownBy(() -> await(harbor.docker.containers().awaitHealthy(sick), LIMIT))
                    .isInstanceOf(WaitFailedException.class)
                    .hasMessageContaining("unhealthy");
            String ending = started(100, "test -e /ready", "sleep 0.5; exit 3");
            assertThatThrownBy(() -> await(harbor.docker.containers().awaitHealthy(ending), LIMIT))
                    .isInstanceOf(WaitFailedException.class)
                    .hasMessageContaining("exit code 3");
            String without = harbor.idler();
            assertThatThrownBy(() -> await(harbor.docker.containers().awaitHealthy(without), LIMIT))
                    .isInstanceOf(WaitFailedException.class)
                    .hasMessageContaining("no health check");
        }
    }

    @Nested
    class AwaitLine {
        @Test
        void completesWithTheFirstLineThatIsWanted() {
            String id = harbor.shell("echo starting; sleep 0.3; echo ready on 8080 >&2; " + IDLE);
            assertThat(await(harbor.docker.containers().awaitLine(id, "ready"), LIMIT))
                    .isEqualTo(new LogLine(StreamSource.STDERR, "ready on 8080"));
        }

        @Test
        void failsWhenTheContainerEndsWithoutIt() {
            String id = harbor.shell("echo starting");
            assertThatThrownBy(() -> await(harbor.docker.containers().awaitLine(id, "ready"), LIMIT))
                    .isInstanceOf(WaitFailedException.class);
        }
    }
}
