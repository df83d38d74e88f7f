package dev.estibador.netty.calls;

import dev.estibador.DockerClient;
import dev.estibador.common.ApiVersion;
import dev.estibador.error.ConnectionException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.json.Json;
import dev.estibador.netty.wire.Failures;
import dev.estibador.system.EngineVersion;
import java.nio.charset.StandardCharsets;
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

    private static final String VERSION = "Api-Version";
    private static final int MOST_WORDS = 200;

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

    /** The range of an engine, as its {@code GET /version} tells, where the version is not in it. */
    static @Nullable String outside(ApiVersion version, byte[] body) {
        try {
            EngineVersion engine = Json.read("GET /version", body, EngineVersion.class);
            String least = engine.minApiVersion();
            String most = engine.apiVersion();
            if (least == null || most == null) {
                return null;
            }
            boolean inside = version.isAtLeast(ApiVersion.parse(least))
                    && ApiVersion.parse(most).isAtLeast(version);
            return inside ? null : least + " to " + most;
        } catch (RuntimeException e) {
            // no engine's /version: then the refusal itself is all there is to tell
            return null;
        }
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
        ping(asked);
        return mine.copy();
    }

    private void ping(CompletableFuture<ApiVersion> result) {
        Call call = Call.head("/_ping").unversioned();
        send.apply(call).whenComplete((reply, e) -> {
            String spoken = reply == null ? null : reply.header(VERSION);
            if (reply != null) {
                Bodies.collect(call.label(), reply, Bodies.MAX_ERROR);
            }
            if (spoken != null) {
                settle(call, spoken, result);
            } else if (e instanceof EngineTimeoutException) {
                result.completeExceptionally(e);
            } else {
                // some proxies refuse HEAD, lose its connection, or leave out what they do not know
                pingAgain(result);
            }
        });
    }

    private void pingAgain(CompletableFuture<ApiVersion> result) {
        Call call = Call.get("/_ping").unversioned();
        send.apply(call)
                .thenCompose(reply -> Bodies.collect(call.label(), reply, Bodies.MAX_ERROR)
                        .thenAccept(body -> {
                            String spoken = reply.header(VERSION);
                            String words = new String(body, StandardCharsets.UTF_8).strip();
                            if (spoken != null) {
                                settle(call, spoken, result);
                            } else if (reply.status() == 200 && words.equals("OK")) {
                                // an engine that does not say is taken to be up to date, as the reference client does
                                settle(call, DockerClient.MAX_API_VERSION.toString(), result);
                            } else {
                                result.completeExceptionally(noEngine(call, reply.status(), words));
                            }
                        }))
                .whenComplete((done, e) -> {
                    if (e != null) {
                        result.completeExceptionally(Failures.unwrapped(e));
                    }
                });
    }

    private static ConnectionException noEngine(Call call, int status, String words) {
        String line = words.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
        String shown = line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), MOST_WORDS));
        return new ConnectionException(
                call.label(),
                "what listens there does not answer as a Docker engine does (HTTP " + status + shown + "); "
                        + (words.contains("HTTPS server")
                                ? "it speaks TLS, so say that we should, by DockerConfig.tls or by DOCKER_TLS_VERIFY and DOCKER_CERT_PATH"
                                : "check the address and the port"),
                null);
    }

    private static void settle(Call call, String spoken, CompletableFuture<ApiVersion> result) {
        try {
            ApiVersion engine = ApiVersion.parse(spoken);
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
