package dev.estibador.netty.transport;

import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: from the moment it is made, over the connection that it gets (a second one, if the first was
 * stale), to the end of its reply. As a future it is the reply's head, and cancelling it closes the connection at
 * whatever stage it is. But for that, all state belongs to the event loop of its channel.
 */
final class Exchange extends CompletableFuture<DuplexBytes> {
    final HttpCall call;

    private final NettyTransport transport;
    private volatile @Nullable Channel channel;
    private @Nullable ReplyBody body;
    private @Nullable BodyUpload upload;

    Exchange(HttpCall call, NettyTransport transport) {
        this.call = call;
        this.transport = transport;
    }

    /** The channel that carries it from now on, connected or not. */
    void on(Channel now) {
        channel = now;
        if (isDone()) {
            now.close();
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        Channel now = channel;
        if (cancelled && now != null) {
            now.close();
        }
        return cancelled;
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

    @Nullable
    ReplyBody body() {
        return body;
    }

    /** The reply has begun. */
    void answer(ReplyBody content, DuplexBytes reply) {
        body = content;
        if (!complete(reply)) {
            content.cancel();
        }
    }

    /** The end of its connection may have been ours. */
    boolean isClientClosed() {
        return transport.isClosed();
    }

    /** Ends the exchange, wherever it is, with a failure. */
    void fail(Throwable cause) {
        stopUpload();
        Throwable failure = transport.explained(call, cause);
        if (body != null) {
            body.fail(failure);
        } else {
            completeExceptionally(failure);
        }
    }

    /** A new connection ended before any answer. */
    void unanswered(Channel last, @Nullable Throwable cause) {
        stopUpload();
        transport.unanswered(this, last, cause);
    }

    /** The engine had closed the connection before it got any answer. */
    void stale() {
        stopUpload();
        transport.again(this);
    }
}
