package dev.estibador.netty.calls;

import dev.estibador.error.DockerException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.execution.Cancellations;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.json.Json;
import dev.estibador.netty.wire.DecodedStream;
import dev.estibador.netty.wire.Decoder;
import dev.estibador.netty.wire.JsonLines;
import dev.estibador.stream.Iteration;
import dev.estibador.stream.Progress;
import dev.estibador.stream.ProgressStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A job whose reply is a stream of messages. An error among them fails the stream with the engine's words, whatever the
 * status was: success is never read from text, though a digest or an id may be.
 */
final class JobStream<R> implements ProgressStream<R> {
    /** Gathers what makes the result. */
    interface Outcome<R> {
        /** True if the result tells what the message carries for the machine. */
        boolean take(Progress message);

        /** The result; null if the engine ended without telling one. */
        @Nullable
        R result();

        /** The failure of a job about which the engine says that, with a number or null. */
        default DockerException failure(String call, String words, @Nullable Long code) {
            return new StreamFailedException(call, words, null, code);
        }

        /** Why the job has failed although the engine ended it without an error; null if it has not. */
        default @Nullable DockerException missing(String call) {
            return result() != null
                    ? null
                    : new StreamFailedException(
                            call, "the engine ended the job without a result and without an error", null);
        }
    }

    /** Of a job that gives nothing: it has succeeded when it ends without an error. */
    private static final Outcome<Void> NOTHING = new Outcome<>() {
        @Override
        public boolean take(Progress message) {
            return false;
        }

        @Override
        public @Nullable Void result() {
            return null;
        }

        @Override
        public @Nullable DockerException missing(String call) {
            return null;
        }
    };

    private final DecodedStream<Progress> messages;
    private final Outcome<R> outcome;
    private final String call;

    JobStream(EngineCaller caller, Call call, Outcome<R> outcome) {
        this.call = call.label();
        this.outcome = outcome;
        this.messages = caller.stream(call, decoder(call.label(), outcome));
    }

    /** A job that gives nothing. */
    static JobStream<Void> done(EngineCaller caller, Call call) {
        return new JobStream<>(caller, call, NOTHING);
    }

    private static Function<HttpReply, CompletableFuture<Decoder<Progress>>> decoder(String call, Outcome<?> outcome) {
        return reply -> CompletableFuture.completedFuture(new JsonLines<>(
                call,
                (json, from, to, items) -> Json.readAll(call, json, from, to, Progress.class, read -> {
                    Progress message = BuildTraces.decoded(call, read);
                    if (shows(call, message, outcome)) {
                        items.accept(message);
                    }
                })));
    }

    /** Whether the message is for those who look on; fails if it is about an error. */
    private static boolean shows(String call, Progress message, Outcome<?> outcome) {
        Progress.Failure failure = message.errorDetail();
        if (failure != null || message.error() != null) {
            String words = failure != null && failure.message() != null ? failure.message() : message.error();
            throw outcome.failure(
                    call,
                    words == null ? "the engine reported an error without a message" : words,
                    failure == null ? null : failure.code());
        }
        boolean told = outcome.take(message);
        return !message.status().isEmpty()
                || message.detail() != null
                || message.stream() != null
                || message.trace() != null
                || (message.aux() != null && !told);
    }

    @Override
    public CompletableFuture<R> result(Consumer<? super Progress> onProgress) {
        CompletableFuture<Void> all = messages.forEach(onProgress);
        CompletableFuture<R> made = new CompletableFuture<>();
        Cancellations.step(
                all,
                made,
                (nothing, e) -> EngineCaller.settleNow(made, outcome.result(), e != null ? e : outcome.missing(call)));
        Cancellations.link(made, all);
        return made;
    }

    /** Completes, on any thread, when the job is over, whatever the reason. */
    CompletableFuture<Void> over() {
        return messages.over();
    }

    @Override
    public CompletableFuture<Void> opened() {
        return messages.opened();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Progress> subscriber) {
        messages.subscribe(subscriber);
    }

    @Override
    public CompletableFuture<Void> forEach(Consumer<? super Progress> consumer) {
        return messages.forEach(consumer);
    }

    @Override
    public Iteration<Progress> iterate() {
        return messages.iterate();
    }

    @Override
    public void cancel() {
        messages.cancel();
    }
}
