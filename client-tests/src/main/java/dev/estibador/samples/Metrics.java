package dev.estibador.samples;

import static dev.estibador.stream.Blocking.await;

import dev.estibador.DockerClient;
import dev.estibador.connect.CallInfo;
import dev.estibador.connect.CallListener;
import dev.estibador.connect.CallObserver;
import dev.estibador.connect.CallTotals;
import dev.estibador.connect.DockerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Micrometer's meters of an engine's calls: {@code docker.calls}, a timer by operation, status and outcome; the counters
 * {@code docker.bytes.sent} and {@code docker.bytes.received}, which grow while a stream runs; {@code docker.calls.running}.
 */
public final class Metrics implements CallListener {
    private final MeterRegistry registry;
    private final AtomicLong running = new AtomicLong();

    public Metrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("docker.calls.running", running, AtomicLong::get).register(registry);
    }

    @Override
    public CallObserver started(CallInfo call) {
        running.incrementAndGet();
        return new Meters(call.operation());
    }

    private final class Meters implements CallObserver {
        private final String operation;

        Meters(String operation) {
            this.operation = operation;
        }

        @Override
        public void bytes(long sent, long received) {
            registry.counter("docker.bytes.sent", "operation", operation).increment((double) sent);
            registry.counter("docker.bytes.received", "operation", operation).increment((double) received);
        }

        @Override
        public void ended(CallTotals totals) {
            over(totals, "ended");
        }

        @Override
        public void failed(CallTotals totals, Throwable failure) {
            over(totals, failure.getClass().getSimpleName());
        }

        @Override
        public void cancelled(CallTotals totals) {
            over(totals, "cancelled");
        }

        private void over(CallTotals totals, String outcome) {
            running.decrementAndGet();
            String status = totals.status() == null ? "none" : totals.status().toString();
            registry.timer("docker.calls", "operation", operation, "status", status, "outcome", outcome)
                    .record(totals.duration());
        }
    }

    /** Makes a few calls, and prints what was measured. */
    public static void main(String[] args) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        DockerConfig config = DockerClient.locate().toBuilder()
                .listener(new Metrics(registry))
                .build();
        try (DockerClient docker = DockerClient.open(config)) {
            await(docker.system().version());
            await(docker.containers().list());
            await(docker.images().list());
        }
        System.out.println(registry.getMetersAsString());
    }
}
