package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.ConnectionLost;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.wire.Failures;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Opens a stream that resumes. If the connection is there and is cut before the engine has answered, it is made again, as later ones are; an
 * engine that is not reached, or refuses, fails the stream at once.
 */
final class ResumedOpening {
    private final Call whole;
    private final Resumption resumption;
    private final Function<Call, CompletableFuture<HttpReply>> send;
    private final Pauses pauses;
    private final Executor executor;
    private final Cancellation steps;
    private final Backoff backoff = new Backoff();
    private boolean cut;

    /** @param send sends a call for a part of it, by {@code steps} */
    ResumedOpening(
            Call whole,
            Resumption resumption,
            Function<Call, CompletableFuture<HttpReply>> send,
            Pauses pauses,
            Executor executor,
            Cancellation steps) {
        this.whole = whole;
        this.resumption = resumption;
        this.send = send;
        this.pauses = pauses;
        this.executor = executor;
        this.steps = steps;
    }

    /** @param attempt sends the call, and completes {@code result} if the engine accepts it */
    void open(Function<Call, CompletableFuture<HttpReply>> attempt, CompletableFuture<?> result) {
        open(whole, attempt, result);
    }

    private void open(Call call, Function<Call, CompletableFuture<HttpReply>> attempt, CompletableFuture<?> result) {
        Cancellations.step(attempt.apply(call), result, (reply, e) -> {
            if (e != null) {
                failed(Failures.unwrapped(e), attempt, result);
            }
        });
    }

    private void openRest(Function<Call, CompletableFuture<HttpReply>> attempt, CompletableFuture<?> result) {
        try {
            open(rest(), attempt, result);
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private void failed(
            Throwable failure, Function<Call, CompletableFuture<HttpReply>> attempt, CompletableFuture<?> result) {
        if (!(failure instanceof DockerException cause) || !isCut(cause)) {
            result.completeExceptionally(failure);
            return;
        }
        Duration wait = backoff.next();
        if (wait == null) {
            result.completeExceptionally(failure);
            return;
        }
        cut = true;
        resumption.cut(cause);
        Cancellations.step(steps.during(pauses.pause(wait)), result, (nothing, e) -> {
            if (e == null) {
                executor.execute(() -> openRest(attempt, result));
            } else {
                result.completeExceptionally(Failures.unwrapped(e));
            }
        });
    }

    private Call rest() {
        return resumption.rest().restOf(whole);
    }

    /** The bytes of the stream that the engine has accepted by that reply. */
    Flow.Publisher<ByteBuffer> bytes(HttpReply reply) {
        resumption.accepted(reply);
        return new ResumedBytes(
                whole.label(),
                resumption.read(reply),
                resumption,
                () -> send.apply(rest()).thenApply(further -> {
                    resumption.resumed(further);
                    return resumption.read(further);
                }),
                pauses::pause,
                new Backoff(),
                executor,
                steps);
    }

    private boolean isCut(DockerException failure) {
        return cut
                ? ResumedBytes.mayPass(failure)
                : failure instanceof StreamFailedException || failure.getCause() instanceof ConnectionLost;
    }
}
