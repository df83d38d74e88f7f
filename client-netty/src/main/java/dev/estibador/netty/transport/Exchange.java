package dev.estibador.netty.transport;

import dev.estibador.error.EngineTimeoutException;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: from the moment it is made, over the connection that it gets (a second one, if the first was
 * stale), to the end of its reply. After construction all state belongs to the event loop of its channel.
 */
final class Exchange {
    final HttpCall call;
    /** Completes with the reply's head; cancelling it ends the exchange at whatever stage it is. */
    final CompletableFuture<DuplexBytes> head = new CompletableFuture<>();

    private @Nullable Channel channel;
    private @Nullable ReplyBody body;
    private @Nullable Future<?> headTimer;
    private @Nullable BodyUpload upload;
    private boolean answered;

    Exchange(HttpCall call) {
        this.call = call;
    }

    /** The channel that carries it from now on. */
    void begin(Channel on) {
        channel = on;
        head.whenComplete((reply, e) -> {
            if (head.isCancelled()) {
                on.close();
            }
        });
    }

    void uploading(BodyUpload bytes) {
        upload = bytes;
    }

    boolean uploadComplete() {
        return upload == null || upload.complete();
    }

    void stopUpload() {
        if (upload != null) {
            upload.stop();
        }
    }

    /** The channel may take more than before. */
    void proceed() {
        if (upload != null) {
            upload.proceed();
        }
    }

    /** The request has been handed over whole: from now on the engine owes an answer. Also an engine that reads nothing. */
    void sent() {
        Duration limit = call.headTimeout();
        Channel on = channel;
        if (limit != null && on != null && !answered && !head.isDone()) {
            headTimer = on.eventLoop()
                    .schedule(
                            () -> {
                                fail(new EngineTimeoutException(
                                        call.label(),
                                        "the engine did not answer within " + limit + " (response head timeout)",
                                        null));
                                on.close();
                            },
                            limit.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    boolean answered() {
        return answered;
    }

    @Nullable
    ReplyBody body() {
        return body;
    }

    /** The reply has begun. */
    void answer(ReplyBody content, DuplexBytes reply) {
        answered = true;
        body = content;
        stopTimer();
        if (!head.complete(reply)) {
            content.cancel();
        }
    }

    /** Ends the exchange, wherever it is, with a failure. */
    void fail(Throwable cause) {
        stopTimer();
        stopUpload();
        if (body != null) {
            body.fail(cause);
        } else {
            head.completeExceptionally(cause);
        }
    }

    private void stopTimer() {
        if (headTimer != null) {
            headTimer.cancel(false);
            headTimer = null;
        }
    }
}
