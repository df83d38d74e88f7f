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
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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
    /** Of who asks, whatever is behind. */
    private static final Set<Integer> FORBIDDING = Set.of(401, 403, 407);

    private final Function<Call, CompletableFuture<HttpReply>> send;
    private volatile @Nullable ApiVersion settled;
    /** What is being asked; guarded by this. */
    private @Nullable Question question;

    private volatile boolean confirmed;

    /** @param send sends a call without a version, and completes with any reply's head */
    Negotiator(@Nullable ApiVersion pinned, Function<Call, CompletableFuture<HttpReply>> send) {
        this.send = send;
        this.settled = pinned;
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
        return settled;
    }

    /** Completes on any thread. Each call has a future of its own, and the engine is asked as long as one of them is waited for. */
    CompletableFuture<ApiVersion> version() {
        ApiVersion known = settled;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        Question asked = join();
        CompletableFuture<ApiVersion> mine = new CompletableFuture<>();
        mine.whenComplete((version, e) -> leave(asked));
        asked.answer.whenComplete((version, e) -> {
            if (e == null) {
                mine.complete(version);
            } else {
                mine.completeExceptionally(e);
            }
        });
        if (asked.sent.compareAndSet(false, true)) {
            ping(asked);
        }
        return mine;
    }

    private synchronized Question join() {
        Question asked = question == null ? new Question() : question;
        question = asked;
        asked.waiting++;
        return asked;
    }

    /** One who asked wants to know no more, or knows. */
    private void leave(Question asked) {
        synchronized (this) {
            asked.waiting--;
            if (asked.waiting > 0 || asked.answer.isDone()) {
                return;
            }
            if (question == asked) {
                question = null;
            }
        }
        asked.steps.cancel();
    }

    /** The engine being asked for its version, for all calls that wait for it. */
    private static final class Question {
        final CompletableFuture<ApiVersion> answer = new CompletableFuture<>();
        final Cancellation steps = new Cancellation();
        final AtomicBoolean sent = new AtomicBoolean();
        /** How many wait; guarded by the negotiator. */
        int waiting;
    }

    private void answer(Question asked, ApiVersion version) {
        settled = version;
        asked.answer.complete(version);
    }

    private void fail(Question asked, Throwable failure) {
        synchronized (this) {
            if (question == asked) {
                question = null; // before anybody hears of it, so that the next call asks again
            }
        }
        asked.answer.completeExceptionally(failure);
    }

    private void ping(Question asked) {
        Call call = Call.head("/_ping").unversioned();
        asked.steps.during(send.apply(call)).whenComplete((reply, e) -> {
            try {
                answered(call, reply, e, asked);
            } catch (Throwable thrown) {
                fail(asked, thrown);
            }
        });
    }

    private void answered(Call call, @Nullable HttpReply reply, @Nullable Throwable e, Question asked) {
        String spoken = reply == null ? null : reply.header(VERSION);
        if (reply != null) {
            Bodies.collect(call.label(), reply, Bodies.MAX_ERROR);
        }
        if (spoken != null) {
            settle(call, spoken, asked);
        } else if (e instanceof EngineTimeoutException || e instanceof CancellationException) {
            fail(asked, e);
        } else {
            // some proxies refuse HEAD, lose its connection, or leave out what they do not know
            pingAgain(asked);
        }
    }

    private void pingAgain(Question asked) {
        Call call = Call.get("/_ping").unversioned();
        asked.steps
                .during(send.apply(call))
                .thenCompose(reply -> asked.steps
                        .during(Bodies.collect(call.label(), reply, Bodies.MAX_ERROR))
                        .thenAccept(body -> {
                            String spoken = reply.header(VERSION);
                            String words = new String(body, StandardCharsets.UTF_8).strip();
                            if (spoken != null) {
                                settle(call, spoken, asked);
                            } else if (reply.status() == 200 && words.equals("OK")) {
                                // an engine that does not say is taken to be up to date, as the reference client does
                                settle(call, DockerClient.MAX_API_VERSION.toString(), asked);
                            } else {
                                fail(asked, noEngine(call, reply.status(), words));
                            }
                        }))
                .whenComplete((done, e) -> {
                    if (e != null) {
                        fail(asked, Failures.unwrapped(e));
                    }
                });
    }

    private static ConnectionException noEngine(Call call, int status, String words) {
        String line = ForeignText.quoted(words);
        String shown = line.isEmpty() ? "" : ": " + line;
        if (FORBIDDING.contains(status)) {
            return new ConnectionException(
                    call.label(),
                    "the question for the API version is forbidden there (HTTP " + status + shown
                            + "); let what stands before the engine pass it, or name the version by DockerConfig.apiVersion"
                            + " or DOCKER_API_VERSION",
                    null);
        }
        return new ConnectionException(
                call.label(),
                "what listens there does not answer as a Docker engine does (HTTP " + status + shown + "); "
                        + (words.contains("HTTPS server")
                                ? "it speaks TLS, so say that we should, by DockerConfig.tls or by DOCKER_TLS_VERIFY and DOCKER_CERT_PATH"
                                : "check the address and the port"),
                null);
    }

    private void settle(Call call, String spoken, Question asked) {
        try {
            ApiVersion engine = ApiVersion.parse(spoken);
            if (!engine.isAtLeast(DockerClient.MIN_API_VERSION)) {
                fail(
                        asked,
                        new UnsupportedByEngineException(
                                call.label(),
                                "the engine speaks API versions up to " + engine + ", this client speaks "
                                        + DockerClient.MIN_API_VERSION + " to " + DockerClient.MAX_API_VERSION
                                        + "; a newer engine is needed (19.03 or later)",
                                null));
                return;
            }
            ApiVersion common = engine.isAtLeast(DockerClient.MAX_API_VERSION) ? DockerClient.MAX_API_VERSION : engine;
            LOG.debug("the engine speaks API up to {}, calls are made in {}", engine, common);
            answer(asked, common);
        } catch (IllegalArgumentException e) {
            fail(
                    asked,
                    new ConnectionException(call.label(), "the engine names an odd API version: " + e.getMessage(), e));
        }
    }
}
