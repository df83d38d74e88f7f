package dev.estibador.netty.listener;

import dev.estibador.common.ApiVersion;
import dev.estibador.connect.CallInfo;
import dev.estibador.connect.CallListener;
import dev.estibador.connect.CallObserver;
import dev.estibador.connect.CallTotals;
import dev.estibador.error.DockerException;
import dev.estibador.netty.http.GrpcService;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.http.HttpCall;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call, of which an observer is told: one thing at a time, and one end. The events come from the transport's threads and
 * from whoever cancels; the lock is held while they are told, so that none is told after the end.
 */
final class ObservedCall {
    private static final Logger LOG = LoggerFactory.getLogger(ObservedCall.class);

    private final HttpCall call;
    private final CallObserver observer;
    private final Consumer<ObservedCall> over;
    private final long began;
    private @Nullable Integer status;
    private long sent;
    private long received;
    private boolean ended;

    private ObservedCall(HttpCall call, CallObserver observer, Consumer<ObservedCall> over, long began) {
        this.call = call;
        this.observer = observer;
        this.over = over;
        this.began = began;
    }

    /** @param over told, once, that the call has ended */
    static ObservedCall started(CallListener listener, HttpCall call, Consumer<ObservedCall> over) {
        long began = System.nanoTime();
        CallObserver observer = CallObserver.NONE;
        try {
            observer = Objects.requireNonNull(listener.started(info(call)), "the observer");
        } catch (Throwable e) {
            ignored(call, e);
        }
        return new ObservedCall(call, observer, over, began);
    }

    private static CallInfo info(HttpCall call) {
        String version = call.version();
        return new CallInfo(
                call.method(),
                call.origin().template(),
                call.origin().path(),
                version == null ? null : ApiVersion.parse(version));
    }

    String label() {
        return call.label();
    }

    /** The reply is the connection itself. */
    boolean isSession() {
        return call.upgrade() != null && status != null && status < 300;
    }

    /** The call to send, which counts what it sends that is not at hand. */
    HttpCall counted() {
        GrpcService service = call.service();
        HttpBody body = call.body() instanceof HttpBody.Stream stream
                ? new HttpBody.Stream(stream.chunks(), chunk -> {
                    bytes(chunk.remaining(), 0);
                    stream.sent().accept(chunk);
                })
                : call.body();
        return call.sending(body, service == null ? null : asked -> service.serve(new ObservedGrpc(asked, this)));
    }

    /** Counts those bytes as sent once they are. */
    CompletableFuture<Void> write(ByteBuffer bytes, Supplier<CompletableFuture<Void>> writing) {
        int count = bytes.remaining();
        CompletableFuture<Void> result = new CompletableFuture<>();
        writing.get().whenComplete((nothing, e) -> {
            if (e == null) {
                bytes(count, 0);
                result.complete(null);
            } else {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    synchronized void head(int code) {
        if (ended) {
            return;
        }
        status = code;
        tell(to -> to.head(code));
        if (call.body() instanceof HttpBody.Bytes atHand) {
            bytes(atHand.content().remaining(), 0);
        }
    }

    synchronized void bytes(long out, long in) {
        if (ended || (out == 0 && in == 0)) {
            return;
        }
        sent += out;
        received += in;
        tell(to -> to.bytes(out, in));
    }

    void ended() {
        end(CallObserver::ended);
    }

    void failed(Throwable failure) {
        if (failure instanceof CancellationException) {
            end(CallObserver::cancelled);
        } else {
            end((to, totals) -> to.failed(totals, failure));
        }
    }

    /** The caller wants no more of it, because of a failure or not; a session has then just ended. */
    void left() {
        if (call.origin().failure() instanceof DockerException failure) {
            failed(failure);
        } else if (isSession()) {
            ended();
        } else {
            end(CallObserver::cancelled);
        }
    }

    private interface End {
        void tell(CallObserver observer, CallTotals totals);
    }

    private void end(End how) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            CallTotals totals = new CallTotals(status, sent, received, Duration.ofNanos(System.nanoTime() - began));
            tell(to -> how.tell(to, totals));
        }
        over.accept(this);
    }

    private void tell(Consumer<CallObserver> event) {
        try {
            event.accept(observer);
        } catch (Throwable e) {
            ignored(call, e);
        }
    }

    private static void ignored(HttpCall call, Throwable thrown) {
        LOG.debug("{}: what the listener threw is ignored", call.label(), thrown);
    }
}
