package dev.estibador.netty.calls;

import dev.estibador.common.ApiVersion;
import dev.estibador.connect.DockerConfig;
import dev.estibador.connect.Timeouts;
import dev.estibador.container.LogOptions;
import dev.estibador.error.EngineException;
import dev.estibador.error.EngineTimeoutException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.execution.UserExecutor;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import dev.estibador.netty.json.Json;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.JsonLines;
import dev.estibador.netty.wire.LogMarks;
import dev.estibador.netty.wire.Source;
import dev.estibador.stream.FrameStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of every call: the version is settled, the call is sent, a status of 400 or more becomes the exception with the
 * engine's words, and what comes back is read as a value, a stream or a session. Results reach the user on the executor.
 */
final class EngineCaller {
    /** Makes a value of a reply and its whole body. */
    interface Reading<T> {
        T read(HttpReply reply, byte[] body);
    }

    @SuppressWarnings("NullAway") // the one value of Void
    private static final Reading<Void> NOTHING = (reply, body) -> null;

    private static final int NOT_MODIFIED = 304;

    private final Transport transport;
    private final Negotiator negotiator;
    private final UserExecutor executor;
    private final Timeouts timeouts;
    private final int valueLimit;
    private final Pauses pauses;

    EngineCaller(Transport transport, UserExecutor executor, DockerConfig config) {
        ApiVersion pinned = config.apiVersion();
        this.transport = transport;
        this.executor = executor;
        this.timeouts = config.timeouts();
        this.valueLimit =
                (int) Math.min(config.maxReplyBytes(), Runtime.getRuntime().maxMemory() / 4);
        this.pauses = new Pauses();
        this.negotiator = new Negotiator(pinned, call -> transport.exchange(http(call, null)));
    }

    private EngineCaller(EngineCaller like, Timeouts timeouts) {
        this.transport = like.transport;
        this.executor = like.executor;
        this.negotiator = like.negotiator;
        this.timeouts = timeouts;
        this.valueLimit = like.valueLimit;
        this.pauses = like.pauses;
    }

    /** Ends all that runs, then frees the threads. */
    void close() {
        pauses.close();
        transport.close();
        executor.close();
    }

    EngineCaller timeouts(Timeouts others) {
        return new EngineCaller(this, others);
    }

    Timeouts timeouts() {
        return timeouts;
    }

    /** The most bytes of a reply that becomes a value. */
    int valueLimit() {
        return valueLimit;
    }

    UserExecutor executor() {
        return executor;
    }

    CompletableFuture<ApiVersion> version() {
        CompletableFuture<ApiVersion> result = new CompletableFuture<>();
        CompletableFuture<ApiVersion> settled = negotiator.version();
        Cancellations.step(settled, result, (version, e) -> executor.execute(() -> settleNow(result, version, e)));
        Cancellations.link(result, settled);
        return result;
    }

    /** A call whose reply is one value. */
    <T> CompletableFuture<T> value(Call call, Reading<T> reading) {
        return value(call, reading, accepted -> {});
    }

    <T> CompletableFuture<T> value(Call call, Class<T> type) {
        return value(call, (reply, body) -> Json.read(call.label(), body, type));
    }

    /** A call whose reply is a list of values; null counts as none. */
    <T> CompletableFuture<List<T>> list(Call call, Class<T> type) {
        return value(call, (reply, body) -> Json.readList(call.label(), body, type));
    }

    /** A call whose reply says nothing but that it was done. */
    CompletableFuture<Void> done(Call call) {
        return value(call, NOTHING);
    }

    /** As {@link #value(Call, Reading)}, telling when the engine accepted. */
    <T> CompletableFuture<T> value(Call call, Reading<T> reading, Consumer<HttpReply> accepted) {
        ValueCall<T> value = new ValueCall<>(this, call, reading, accepted);
        value.start();
        if (timeouts.call() != null) {
            limit(call, value);
        }
        return value;
    }

    @Nullable
    ApiVersion knownVersion() {
        return negotiator.known();
    }

    /** The version to make a call in, once it has been found fit for that, and ready. */
    CompletableFuture<ApiVersion> ready(Call call, Cancellation steps) {
        return steps.during(negotiator.version()).thenCompose(version -> {
            call.check(version);
            return call.ready().thenApply(found -> version);
        });
    }

    /** Sends the call in that version, or without one; throws if the version is too old for it. */
    CompletableFuture<HttpReply> send(Call call, @Nullable ApiVersion version) {
        if (version != null) {
            call.check(version);
        }
        return transport.exchange(http(call, version));
    }

    static boolean isAccepted(HttpReply reply) {
        return reply.status() < 300 || reply.status() == NOT_MODIFIED;
    }

    /** A call whose reply is a stream, in a form that may depend on its head. */
    <T> DecodedStream<T> stream(Call call, Function<HttpReply, CompletableFuture<Decoder<T>>> decoder) {
        return stream(call, decoder, null);
    }

    /** As {@link #stream(Call, Function)}; with a resumption it goes on over other connections after cuts. */
    <T> DecodedStream<T> stream(
            Call call, Function<HttpReply, CompletableFuture<Decoder<T>>> decoder, @Nullable Resumption resumption) {
        AtomicReference<DecodedStream<T>> self = new AtomicReference<>();
        DecodedStream<T> stream = new DecodedStream<>(
                () -> {
                    DecodedStream<T> opened = Objects.requireNonNull(self.get());
                    call.failsWith(opened::failure);
                    limit(call.label(), opened.over(), opened::fail);
                    return source(call, decoder, resumption);
                },
                executor);
        self.set(stream);
        return stream;
    }

    /** A call whose reply is a log: whether its process has a terminal, and runs, is asked where the reply does not say so. */
    FrameStream log(
            Function<LogOptions, Call> calls,
            LogOptions options,
            Supplier<CompletableFuture<Boolean>> hasTerminal,
            Supplier<CompletableFuture<Boolean>> runs) {
        if (options.resume()) {
            return LogResumption.stream(this, calls, options, hasTerminal, runs);
        }
        Call call = calls.apply(options);
        LogMarks marks = new LogMarks(options.timestamps(), options.details());
        OutputView view = new OutputView();
        DecodedStream<Object> items =
                stream(call, reply -> Cancellations.mapped(Framing.of(reply, hasTerminal), view::decoder));
        return new ProcessOutput(call.label(), ProcessOutput.Reading.of(call.label(), marks), view, items, executor);
    }

    /** A call whose reply is values one after another. */
    <T> DecodedStream<T> jsonStream(Call call, Class<T> type) {
        return stream(call, reply -> CompletableFuture.completedFuture(jsonLines(call.label(), type)));
    }

    static <T> JsonLines<T> jsonLines(String label, Class<T> type) {
        return new JsonLines<>(label, (json, from, to, items) -> Json.readAll(label, json, from, to, type, items));
    }

    private <T> CompletableFuture<Source<T>> source(
            Call call, Function<HttpReply, CompletableFuture<Decoder<T>>> decoder, @Nullable Resumption resumption) {
        CompletableFuture<Source<T>> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        if (resumption == null) {
            open(call, decoder, HttpReply::body, steps, result).whenComplete((reply, e) -> {
                if (e != null) {
                    result.completeExceptionally(Failures.unwrapped(e));
                }
            });
        } else {
            ResumedOpening opening = new ResumedOpening(
                    call,
                    resumption,
                    part -> reply(part, steps, transport::exchange),
                    pauses,
                    executor::executeElsewhere,
                    steps);
            opening.open(part -> open(part, decoder, opening::bytes, steps, result), result);
        }
        result.whenComplete((source, e) -> {
            // not where it is complete: what reads the source takes further steps
            if (result.isCompletedExceptionally()) {
                steps.cancel();
            }
        });
        return result;
    }

    /** Sends the call, and completes {@code result} if the engine accepts it. */
    private <T> CompletableFuture<HttpReply> open(
            Call call,
            Function<HttpReply, CompletableFuture<Decoder<T>>> decoder,
            Function<HttpReply, Flow.Publisher<ByteBuffer>> bytes,
            Cancellation steps,
            CompletableFuture<Source<T>> result) {
        return reply(call, steps, transport::exchange)
                .thenCompose(reply -> steps.during(decoder.apply(reply)).handle((form, e) -> {
                    boolean taken = false;
                    try {
                        taken = form != null && result.complete(new Source<>(bytes.apply(reply), form));
                    } finally {
                        if (!taken) {
                            Bodies.discard(reply);
                        }
                    }
                    return e == null
                            ? CompletableFuture.completedFuture(reply)
                            : CompletableFuture.<HttpReply>failedFuture(e);
                }))
                .thenCompose(settled -> settled);
    }

    /** A call that becomes a session. */
    <T> CompletableFuture<T> session(Call call, Function<DuplexBytes, T> form) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Cancellation steps = new Cancellation();
        Cancellations.step(
                reply(call, steps, transport::upgrade),
                result,
                (duplex, e) -> executor.execute(() -> {
                    if (duplex == null) {
                        settleNow(result, null, e);
                    } else {
                        begin(duplex, form, result);
                    }
                }));
        Cancellations.link(result, steps::cancel);
        limit(call, result);
        return result;
    }

    /** Makes a session of the connection, or ends that: where the session cannot be made, and where nobody wants it any more. */
    private static <T> void begin(DuplexBytes duplex, Function<DuplexBytes, T> form, CompletableFuture<T> result) {
        boolean taken = false;
        try {
            taken = result.complete(form.apply(duplex));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        } finally {
            if (!taken) {
                duplex.close();
            }
        }
    }

    /** Sends the call in the agreed version; completes with a reply whose status is below 400. */
    private <R extends HttpReply> CompletableFuture<R> reply(
            Call call, Cancellation steps, Function<HttpCall, CompletableFuture<R>> send) {
        if (!call.isVersioned()) {
            return steps.during(send.apply(http(call, null))).thenCompose(reply -> accepted(call, null, steps, reply));
        }
        return ready(call, steps).thenCompose(version -> steps.during(send.apply(http(call, version)))
                .thenCompose(reply -> accepted(call, version, steps, reply)));
    }

    private HttpCall http(Call call, @Nullable ApiVersion version) {
        String spoken = version == null ? null : version.toString();
        return new HttpCall(
                call.method(),
                call.target(spoken == null ? "" : "/v" + spoken),
                call.headers(),
                call.body(),
                call.label(),
                !call.isPatient() && call.upgrade() == null,
                timeouts.connect(),
                timeouts.responseHead(),
                call.isPatient(),
                timeouts.idle(),
                call.upgrade(),
                call.service(),
                spoken,
                call);
    }

    private <R extends HttpReply> CompletableFuture<R> accepted(
            Call call, @Nullable ApiVersion version, Cancellation steps, R reply) {
        return isAccepted(reply) ? CompletableFuture.completedFuture(reply) : refused(call, version, steps, reply);
    }

    /** Fails with what the engine says in a reply that is none of success. */
    <R> CompletableFuture<R> refused(Call call, @Nullable ApiVersion version, Cancellation steps, HttpReply reply) {
        return steps.during(Bodies.beginning(reply, Bodies.MAX_ERROR, timeouts.responseHead()))
                .thenCompose(body -> {
                    EngineException refused = Refusals.of(call, reply, body);
                    return reply.status() == 400 && version != null && !negotiator.isConfirmed()
                            ? refused(call, version, steps, refused)
                            : CompletableFuture.failedFuture(refused);
                });
    }

    /** A 400 may be about the version: only then are both ranges told, and never by reading the engine's words. */
    private <R> CompletableFuture<R> refused(
            Call call, ApiVersion version, Cancellation steps, EngineException refused) {
        Call ask = Call.get("/version").unversioned();
        return steps.during(transport.exchange(http(ask, null)))
                .thenCompose(reply -> steps.during(Bodies.collect(ask.label(), reply, valueLimit)))
                .handle((body, e) -> {
                    if (body == null) {
                        throw refused;
                    }
                    String spoken = Negotiator.outside(version, body);
                    if (spoken == null) {
                        negotiator.confirm();
                        throw refused;
                    }
                    throw Refusals.outside(call, version, spoken, refused);
                });
    }

    @SuppressWarnings("NullAway") // a Void's only value is null
    static <T> void settleNow(CompletableFuture<T> result, @Nullable T value, @Nullable Throwable e) {
        if (e == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(Failures.unwrapped(e));
        }
    }

    /** Fails the result when the call timeout is over, which ends the call. */
    void limit(String label, CompletableFuture<?> result) {
        limit(label, result, result::completeExceptionally);
    }

    private void limit(Call call, CompletableFuture<?> result) {
        limit(call.label(), result, failure -> {
            call.failsWith(() -> failure);
            result.completeExceptionally(failure);
        });
    }

    /** Calls {@code expire}, on the executor, if {@code over} is not complete within the call timeout from now. */
    private void limit(String label, CompletableFuture<?> over, Consumer<EngineTimeoutException> expire) {
        Duration most = timeouts.call();
        if (most == null) {
            return;
        }
        CompletableFuture<Void> timer = new CompletableFuture<>();
        timer.orTimeout(most.toNanos(), TimeUnit.NANOSECONDS).whenComplete((nothing, e) -> {
            if (e instanceof TimeoutException) {
                executor.executeElsewhere(() -> expire.accept(new EngineTimeoutException(
                        label, "the call did not end within " + most + " (call timeout)", null)));
            }
        });
        over.whenComplete((value, e) -> timer.complete(null));
    }
}
