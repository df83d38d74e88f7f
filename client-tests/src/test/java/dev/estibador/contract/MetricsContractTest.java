package dev.estibador.contract;

import static dev.estibador.contract.HttpEngine.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.NotFoundException;
import dev.estibador.samples.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample {@link Metrics}: what a program learns of its calls from Micrometer. */
class MetricsContractTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private HttpEngine engine;
    private DockerClient docker;

    @BeforeEach
    void open() {
        engine = new HttpEngine();
        docker = DockerClient.open(engine.config()
                .apiVersion(new ApiVersion(1, 45))
                .listener(new Metrics(registry))
                .build());
    }

    @AfterEach
    void close() {
        docker.close();
        engine.close();
        eventually(() -> assertThat(running()).isZero());
    }

    /** A listener hears of a call on the executor: it may be after the program has the result. */
    private static void eventually(Runnable assertion) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError | MeterNotFoundException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private double running() {
        return registry.get("docker.calls.running").gauge().value();
    }

    private Timer timer(String operation) {
        return registry.get("docker.calls").tag("operation", operation).timer();
    }

    @Test
    void callsOfOneOperationAreOneTimerWhateverTheirNames() {
        engine.answers(200, "{\"Id\":\"f00\"}");
        for (String name : List.of("web", "db", "cache")) {
            await(docker.containers().inspect(name), LIMIT);
        }

        eventually(() -> assertThat(timer("GET /containers/{}/json").count()).isEqualTo(3));
        Timer timer = timer("GET /containers/{}/json");
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(timer.getId().getTag("status")).isEqualTo("200");
        assertThat(timer.getId().getTag("outcome")).isEqualTo("ended");
        eventually(
                () -> assertThat(registry.get("docker.bytes.received").counter().count())
                        .isEqualTo(36));
        assertThat(registry.get("docker.bytes.sent").counter().count()).isZero();
    }

    @Test
    void refusalsAreTimedByTheirStatus() {
        engine.answers(404, "{\"message\":\"no such container\"}");
        assertThatThrownBy(() -> await(docker.containers().inspect("web"), LIMIT))
                .isInstanceOf(NotFoundException.class);

        eventually(() -> assertThat(timer("GET /containers/{}/json").getId().getTag("status"))
                .isEqualTo("404"));
    }

    @Test
    void failuresAreTimedByTheirKind() {
        engine.answers(WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE));
        assertThatThrownBy(() -> await(docker.containers().logs("web").forEach(f -> {}), LIMIT))
                .isInstanceOf(ConnectionException.class);

        eventually(() -> assertThat(timer("GET /containers/{}/logs").getId().getTag("outcome"))
                .isEqualTo("ConnectionException"));
    }

    @Test
    void whatRunsIsSeenUntilItIsCancelled() {
        engine.answers(WireMock.aResponse().withFixedDelay(60_000));
        var first = docker.system().version();
        var second = docker.containers().awaitExit("web").exit();
        eventually(() -> assertThat(running()).isEqualTo(2));
        first.cancel(true);
        assertThatThrownBy(() -> await(first, LIMIT)).isInstanceOf(CancellationException.class);

        eventually(() -> assertThat(running()).isEqualTo(1));
        eventually(() ->
                assertThat(timer("GET /version").getId().getTag("outcome")).isEqualTo("cancelled"));
        assertThat(timer("GET /version").getId().getTag("status")).isEqualTo("none");
        second.cancel(true);
    }
}
