package dev.estibador.netty.calls;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.netty.http.HttpReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API version that calls are made in: pinned, or the newer of what engine and client have in common, asked for once
 * by the first call, whatever the number of calls that wait for it. A failure is not kept: the next call asks again.
 */
final class Negotiator {
    private static final Logger LOG = LoggerFactory.getLogger(Negotiator.class);

    private final Function<Call, CompletableFuture<HttpReply>> send;
    private final AtomicReference<@Nullable CompletableFuture<ApiVersion>> agreed = new AtomicReference<>();
    private volatile boolean confirmed;

    /** @param send sends a call without a version, and completes with any reply's head */
    Negotiator(@Nullable ApiVersion pinned, Function<Call, CompletableFuture<HttpReply>> send) {
        this.send = send;
        if (pinned != null) {
            agreed.set(CompletableFuture.completedFuture(pinned));
        }
    }

    /** The version was found to be inside the engine's range. */
    void confirm() {
        confirmed = true;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    /** The version, if it is settled already. */
    @Nullable
    ApiVersion known() {
        CompletableFuture<ApiVersion> asked = agreed.get();
        return asked == null || !asked.isDone() || asked.isCompletedExceptionally() ? null : asked.join();
    }

    /** Completes on any thread; a copy, so that cancelling it concerns its owner only. */
    CompletableFuture<ApiVersion> version() {
        CompletableFuture<ApiVersion> mine = new CompletableFuture<>();
        CompletableFuture<ApiVersion> known = agreed.compareAndExchange(null, mine);
        if (known != null) {
            return known.copy();
        }
        CompletableFuture<ApiVersion> asked = new CompletableFuture<>();
        asked.whenComplete((version, e) -> {
            if (e == null) {
                mine.complete(version);
            } else {
                agreed.compareAndSet(mine, null); // before anybody hears of it, so that the next call asks again
                mine.completeExceptionally(e);
            }
        });
        ping(Call.head("/_ping").unversioned(), true, asked);
        return mine.copy();
    }

    private void ping(Call call, boolean again, CompletableFuture<ApiVersion> result) {
        send.apply(call).whenComplete((reply, e) -> {
            if (reply != null) {
                Bodies.collect(call.label(), reply, Bodies.MAX_ERROR);
            }
            if (reply != null && (reply.status() == 200 || reply.header("Api-Version") != null)) {
                settle(call, reply, result);
            } else if (again) {
                // some proxies refuse HEAD, or lose its connection
                ping(Call.get("/_ping").unversioned(), false, result);
            } else if (reply != null) {
                result.completeExceptionally(new ConnectionException(
                        call.label(),
                        "what listens there does not answer as a Docker engine does (HTTP " + reply.status() + ")",
                        null));
            } else {
                result.completeExceptionally(e == null ? new IllegalStateException("no reply") : e);
            }
        });
    }

    private static void settle(Call call, HttpReply reply, CompletableFuture<ApiVersion> result) {
        String spoken = reply.header("Api-Version");
        try {
            // an engine that does not say is taken to be up to date, as the reference client does
            ApiVersion engine = spoken == null ? DockerClient.MAX_API_VERSION : ApiVersion.parse(spoken);
            if (!engine.isAtLeast(DockerClient.MIN_API_VERSION)) {
                result.completeExceptionally(new UnsupportedByEngineException(
                        call.label(),
                        "the engine speaks API versions up to " + engine + ", this client speaks "
                                + DockerClient.MIN_API_VERSION + " to " + DockerClient.MAX_API_VERSION
                                + "; a newer engine is needed (19.03 or later)",
                        null));
                return;
            }
            ApiVersion common = engine.isAtLeast(DockerClient.MAX_API_VERSION) ? DockerClient.MAX_API_VERSION : engine;
            LOG.debug("the engine speaks API up to {}, calls are made in {}", engine, common);
            result.complete(common);
        } catch (IllegalArgumentException e) {
            result.completeExceptionally(
                    new ConnectionException(call.label(), "the engine names an odd API version: " + e.getMessage(), e));
        }
    }
}
