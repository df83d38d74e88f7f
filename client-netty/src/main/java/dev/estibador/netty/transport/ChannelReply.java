package dev.estibador.netty.transport;

import dev.estibador.error.ConnectionException;
import dev.estibador.netty.http.DuplexBytes;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.wire.ReplyHead;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A reply as its caller sees it, with the other direction of the connection if that was handed over. */
final class ChannelReply implements DuplexBytes {
    private final Channel channel;
    private final HttpCall call;
    private final ReplyHead head;
    private final ReplyBody body;
    private final boolean raw;

    ChannelReply(Channel channel, HttpCall call, ReplyHead head, ReplyBody body, boolean raw) {
        this.channel = channel;
        this.call = call;
        this.head = head;
        this.body = body;
        this.raw = raw;
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public @Nullable String header(String name) {
        return head.header(name);
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
        return body;
    }

    @Override
    public CompletableFuture<Void> write(ByteBuffer bytes) {
        if (!raw) {
            return CompletableFuture.failedFuture(new IllegalStateException("this connection was not handed over"));
        }
        return channel.isActive()
                ? outcome(channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)))
                : CompletableFuture.failedFuture(ended(null));
    }

    @Override
    public CompletableFuture<Void> closeOutput() {
        if (call.isWebSocket()) {
            return outcome(channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE)));
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null && !(channel instanceof DuplexChannel)) {
            return CompletableFuture.failedFuture(new ConnectionException(
                    call.label(), "this kind of connection cannot end one direction alone", null));
        }
        if (!channel.isActive()) {
            return CompletableFuture.failedFuture(ended(null));
        }
        // shutting down drops what still waits to be written, so it comes after a last, empty write
        return outcome(channel.writeAndFlush(Unpooled.EMPTY_BUFFER))
                .thenCompose(written ->
                        outcome(tls == null ? ((DuplexChannel) channel).shutdownOutput() : tls.closeOutbound()));
    }

    @Override
    public void close() {
        body.cancel();
        channel.close();
    }

    private CompletableFuture<Void> outcome(Future<?> operation) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        operation.addListener(done -> {
            if (done.isSuccess()) {
                result.complete(null);
            } else {
                result.completeExceptionally(ended(done.cause()));
            }
        });
        return result;
    }

    private ConnectionException ended(@Nullable Throwable cause) {
        return new ConnectionException(call.label(), "the engine takes no more input: the session has ended", cause);
    }
}
