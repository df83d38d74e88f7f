package dev.estibador.netty.calls;

import dev.estibador.common.Filters;
import dev.estibador.container.ContainerDetails;
import dev.estibador.container.ContainerState;
import dev.estibador.container.Containers;
import dev.estibador.container.Health;
import dev.estibador.container.HealthStatus;
import dev.estibador.error.WaitFailedException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.wire.Failures;
import dev.estibador.stream.EngineStream;
import dev.estibador.stream.LogLine;
import dev.estibador.system.Event;
import dev.estibador.system.EventOptions;
import dev.estibador.system.SystemInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waiting for what a container does, by streams of the engine and never by asking again and again. */
final class ContainerWaits {
    /** After these its state may be another one; the many events of the checks' own commands are not among them. */
    private static final Set<String> TELLING = Set.of("health_status", "die", "destroy");

    /**
     * An engine accepts a stream of events before it listens, but then first tells those that it remembers: so none is
     * lost, unless the clocks differ by more than this.
     */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Containers containers;
    private final SystemInfo system;

    ContainerWaits(Containers containers, SystemInfo system) {
        this.containers = containers;
        this.system = system;
    }

    CompletableFuture<ContainerState> healthy(String id) {
        CompletableFuture<ContainerState> result = new CompletableFuture<>();
        look(id, result); // at once, because some engines accept a stream of events with the first event only
        EngineStream<Event> events = system.events(EventOptions.builder()
                .since(Instant.now().minus(REMEMBERED))
                .filters(Filters.of("type", "container").and("container", id))
                .build());
        Cancellations.link(result, events::cancel);
        CompletableFuture<Void> all = events.forEach(event -> {
            if (TELLING.contains(event.verb())) {
                look(id, result);
            }
        });
        Cancellations.step(all, result, (nothing, e) -> {
            if (e != null) {
                result.completeExceptionally(Failures.unwrapped(e));
            } else {
                look(id, result)
                        .whenComplete((last, failure) ->
                                result.completeExceptionally(failed(id, "the engine ended its events")));
            }
        });
        // and for what happened between the two
        Cancellations.step(events.opened(), result, (nothing, e) -> {
            if (e == null) {
                look(id, result);
            }
        });
        return result;
    }

    /** Completes once what is found has been judged. */
    private CompletableFuture<?> look(String id, CompletableFuture<ContainerState> result) {
        CompletableFuture<ContainerDetails> call = containers.inspect(id);
        Cancellations.link(result, call);
        return Cancellations.step(call, result, (details, e) -> {
            if (e != null) {
                result.completeExceptionally(Failures.unwrapped(e));
            } else {
                judge(id, details.state(), result);
            }
        });
    }

    private static void judge(String id, @Nullable ContainerState state, CompletableFuture<ContainerState> result) {
        Health health = state == null ? null : state.health();
        HealthStatus status = health == null ? null : health.status();
        if (state == null || !Boolean.TRUE.equals(state.running())) {
            String code = state == null || state.exitCode() == null ? "" : ", exit code " + state.exitCode();
            result.completeExceptionally(failed(id, "it does not run" + code));
        } else if (status == null || status.equals(HealthStatus.NONE)) {
            result.completeExceptionally(failed(id, "it has no health check"));
        } else if (status.equals(HealthStatus.UNHEALTHY)) {
            result.completeExceptionally(
                    failed(id, "it is unhealthy; State.Health of its inspection tells the output"));
        } else if (status.equals(HealthStatus.HEALTHY)) {
            result.complete(state);
        }
    }

    private static WaitFailedException failed(String id, String why) {
        return new WaitFailedException(null, "container " + id + " will not become healthy: " + why, null);
    }

    CompletableFuture<LogLine> line(String id, Predicate<? super LogLine> wanted) {
        CompletableFuture<LogLine> result = new CompletableFuture<>();
        CompletableFuture<Void> log = containers
                .logs(id, options -> options.follow(true))
                .lines()
                .forEach(line -> take(line, wanted, result));
        Cancellations.step(log, result, (nothing, e) -> {
            if (e != null) {
                result.completeExceptionally(Failures.unwrapped(e));
                return;
            }
            result.completeExceptionally(new WaitFailedException(
                    null, "the log of container " + id + " ended without the line that was waited for", null));
        });
        Cancellations.link(result, log);
        return result;
    }

    private static void take(LogLine line, Predicate<? super LogLine> wanted, CompletableFuture<LogLine> result) {
        if (!result.isDone() && wanted.test(line)) {
            result.complete(line);
        }
    }
}
