package dev.estibador.netty.listener;

import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.http.HttpReply;
import dev.estibador.netty.http.Transport;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries nothing: the test gives the reply and its bytes. */
final class Wire implements Transport {
    final CompletableFuture<DuplexBytes> reply = new CompletableFuture<>();

    @Nullable
    HttpCall call;

    @Nullable
    RuntimeException broken;

    @Override
    public CompletableFuture<HttpReply> exchange(HttpCall sent) {
        CompletableFuture<HttpReply> head = new CompletableFuture<>();
        upgrade(sent).whenComplete((answer, e) -> {
            if (e == null) {
                head.complete(answer);
            } else {
                head.completeExceptionally(e);
            }
        });
        head.whenComplete((answer, e) -> {
            if (head.isCancelled()) {
                reply.cancel(true);
            }
        });
        return head;
    }

    @Override
    public CompletableFuture<DuplexBytes> upgrade(HttpCall sent) {
        call = sent;
        if (broken != null) {
            throw broken;
        }
        return reply;
    }

    HttpCall sent() {
        return Objects.requireNonNull(call);
    }

    @Override
    public boolean isIoThread() {
        return false;
    }

    @Override
    public void afterReading(Runnable action) {
        action.run();
    }

    @Override
    public void close() {}
}
