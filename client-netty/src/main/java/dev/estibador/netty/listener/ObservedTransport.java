package dev.estibador.netty.listener;

import dev.estibador.connect.CallListener;
import dev.estibador.error.ConnectionException;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A transport of whose calls a listener hears. */
public final class ObservedTransport implements Transport {
    private final Transport transport;
    private final CallListener listener;
    private final Executor executor;
    private final Set<ObservedCall> running = ConcurrentHashMap.newKeySet();

    private ObservedTransport(Transport transport, CallListener listener, Executor executor) {
        this.transport = transport;
        this.listener = listener;
        this.executor = executor;
    }

    /**
     * The transport itself, where nobody listens.
     *
     * @param executor where the listener is called, since that is user code
     */
    public static Transport of(Transport transport, CallListener listener, Executor executor) {
        return listener == CallListener.NONE ? transport : new ObservedTransport(transport, listener, executor);
    }

    @Override
    public CompletableFuture<HttpReply> exchange(HttpCall call) {
        return send(call, transport::exchange, ObservedReply::new);
    }

    @Override
    public CompletableFuture<DuplexBytes> upgrade(HttpCall call) {
        return send(call, transport::upgrade, ObservedDuplex::new);
    }

    private <R extends HttpReply> CompletableFuture<R> send(
            HttpCall call, Function<HttpCall, CompletableFuture<R>> carry, BiFunction<R, ObservedCall, R> form) {
        ObservedCall observed = new ObservedCall(listener, call, executor, running::remove);
        observed.start(!transport.isIoThread());
        running.add(observed);
        try {
            return new ObservedExchange<>(observed, carry.apply(observed.counted()), form);
        } catch (RuntimeException e) {
            observed.failed(e);
            throw e;
        }
    }

    @Override
    public void afterReading(Runnable action) {
        transport.afterReading(action);
    }

    @Override
    public boolean isIoThread() {
        return transport.isIoThread();
    }

    @Override
    public void close() {
        transport.close();
        // sessions that nobody reads do not tell their end
        running.forEach(call -> call.failed(new ConnectionException(call.label(), "the client was closed", null)));
    }
}
