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
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call that is reported to an observer, one event at a time, and one end. The events come from the transport's threads
 * and from whoever cancels; they are kept here, bytes added up, until a task of the executor reports them. So an observer may take
 * its time: it holds up nothing, and no more is kept.
 *
 * <p>All fields but the final ones and {@code observer} are guarded by this; {@code observer} belongs to whoever reports, which
 * is one thread at a time.
 */
final class ObservedCall {
    private static final Logger LOG = LoggerFactory.getLogger(ObservedCall.class);

    private final CallListener listener;
    private final HttpCall call;
    private final Executor executor;
    private final Consumer<ObservedCall> over;
    private final long began = System.nanoTime();
    private @Nullable CallObserver observer;

    private @Nullable Integer status;
    private long sent;
    private long received;
    private boolean ended;

    // what is to be reported
    private boolean reporting;
    private boolean newHead;
    private long newSent;
    private long newReceived;
    private @Nullable Consumer<CallObserver> end;

    /** @param over called, once, when the call has ended */
    ObservedCall(CallListener listener, HttpCall call, Executor executor, Consumer<ObservedCall> over) {
        this.listener = listener;
        this.call = call;
        this.executor = executor;
        this.over = over;
    }

    /**
     * Reports that the call begins: in the calling thread, where that may run user code, so that a trace finds its parent.
     *
     * @param here whether it may
     */
    void start(boolean here) {
        if (here) {
            begin();
        } else {
            report();
        }
    }

    private CallObserver begin() {
        CallObserver begun = CallObserver.NONE;
        try {
            begun = Objects.requireNonNull(listener.started(info(call)), "the observer");
        } catch (Throwable e) {
            ignored(call, e);
        }
        observer = begun;
        return begun;
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

    void head(int code) {
        synchronized (this) {
            if (ended) {
                return;
            }
            status = code;
            newHead = true;
            if (call.body() instanceof HttpBody.Bytes atHand) {
                add(atHand.content().remaining(), 0);
            }
        }
        report();
    }

    void bytes(long out, long in) {
        synchronized (this) {
            if (ended || (out == 0 && in == 0)) {
                return;
            }
            add(out, in);
        }
        report();
    }

    private void add(long out, long in) {
        sent += out;
        received += in;
        newSent += out;
        newReceived += in;
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
        void report(CallObserver observer, CallTotals totals);
    }

    private void end(End how) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            CallTotals totals = new CallTotals(status, sent, received, Duration.ofNanos(System.nanoTime() - began));
            end = to -> how.report(to, totals);
        }
        report();
        over.accept(this);
    }

    private void report() {
        synchronized (this) {
            if (reporting) {
                return;
            }
            reporting = true;
        }
        executor.execute(this::run); // not under the lock: the executor may run it at once
    }

    private void run() {
        CallObserver to = observer == null ? begin() : observer;
        while (true) {
            Integer head;
            long out;
            long in;
            Consumer<CallObserver> last;
            synchronized (this) {
                head = newHead ? status : null;
                out = newSent;
                in = newReceived;
                last = end;
                newHead = false;
                newSent = 0;
                newReceived = 0;
                end = null;
                if (head == null && out == 0 && in == 0 && last == null) {
                    reporting = false;
                    return;
                }
            }
            if (head != null) {
                tell(observing -> observing.head(head), to);
            }
            if (out != 0 || in != 0) {
                tell(observing -> observing.bytes(out, in), to);
            }
            if (last != null) {
                tell(last, to);
            }
        }
    }

    private void tell(Consumer<CallObserver> event, CallObserver to) {
        try {
            event.accept(to);
        } catch (Throwable e) {
            ignored(call, e);
        }
    }

    private static void ignored(HttpCall call, Throwable thrown) {
        LOG.debug("{}: what the listener threw is ignored", call.label(), thrown);
    }
}
