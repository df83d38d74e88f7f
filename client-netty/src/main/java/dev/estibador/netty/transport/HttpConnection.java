package dev.estibador.netty.transport;

import dev.estibador.error.ConnectionException;
import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.http.HttpCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the engine, last in its channel's pipeline: carries one exchange after another. The channel is read
 * only when something is awaited: a head, a body that is asked for, or, while idle, the engine's closing.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final int CONTINUE = 100;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final String host;
    private final Consumer<HttpConnection> whenFree;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange current;
    private @Nullable Throwable cause;
    private boolean interim;
    private boolean raw;
    private boolean keepAlive;
    private boolean endsWithConnection;
    private final AtomicLong served = new AtomicLong();

    /** @param whenFree told when the connection can carry another exchange */
    HttpConnection(String host, Consumer<HttpConnection> whenFree) {
        this.host = host;
        this.whenFree = whenFree;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("a connection without a channel");
        }
        return ctx;
    }

    /** True if it carried an exchange before, so that the engine may have closed it meanwhile. */
    boolean used() {
        return served.get() > 0;
    }

    /** How many exchanges it carried to their end. */
    long served() {
        return served.get();
    }

    EventLoop eventLoop() {
        return context().channel().eventLoop();
    }

    boolean active() {
        return context().channel().isActive();
    }

    void close() {
        context().channel().close();
    }

    /** Begins an exchange, on any thread; fails it as stale if the connection is closed. */
    void carry(Exchange exchange) {
        ChannelHandlerContext ctx = context();
        Loops.run(ctx.channel().eventLoop(), () -> begin(ctx, exchange));
    }

    private void begin(ChannelHandlerContext ctx, Exchange exchange) {
        if (!ctx.channel().isActive()) {
            exchange.fail(new StaleConnection());
            return;
        }
        if (exchange.head.isDone()) {
            whenFree.accept(this);
            return;
        }
        current = exchange;
        exchange.begin(ctx.channel());
        send(ctx, exchange);
        ctx.read();
    }

    private void send(ChannelHandlerContext ctx, Exchange exchange) {
        HttpCall call = exchange.call;
        HttpMethod method = HttpMethod.valueOf(call.method());
        if (call.body() instanceof HttpBody.Stream stream) {
            HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, call.target());
            headers(request.headers(), exchange).set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            ctx.writeAndFlush(request);
            BodyUpload upload = new BodyUpload(ctx.channel(), exchange);
            exchange.uploading(upload);
            stream.chunks().subscribe(upload);
            return;
        }
        ByteBuf content = call.body() instanceof HttpBody.Bytes bytes
                ? Unpooled.wrappedBuffer(bytes.content())
                : Unpooled.EMPTY_BUFFER;
        DefaultFullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, call.target(), content);
        HttpHeaders headers = headers(request.headers(), exchange);
        if (call.body() != null || method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        ctx.writeAndFlush(request);
        exchange.sent();
    }

    private HttpHeaders headers(HttpHeaders headers, Exchange exchange) {
        headers.set(HttpHeaderNames.HOST, host);
        exchange.call.headers().forEach(headers::set);
        String protocol = exchange.call.upgrade();
        if (protocol != null) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
            headers.set(HttpHeaderNames.UPGRADE, protocol);
        }
        if (exchange.call.isWebSocket()) {
            byte[] nonce = new byte[16];
            ThreadLocalRandom.current().nextBytes(nonce);
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(nonce));
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        return headers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Exchange exchange = current;
        if (exchange == null || exchange.head.isCancelled()) {
            // nobody is owed an answer: the engine broke the rules, or the caller has left
            ReferenceCountUtil.release(message);
            ctx.close();
        } else if (message instanceof HttpResponse response) {
            head(ctx, exchange, response);
            if (message instanceof HttpContent content) {
                content(exchange, content);
            }
        } else if (message instanceof HttpContent content) {
            content(exchange, content);
        } else if (message instanceof ByteBuf bytes) {
            add(exchange, bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(ChannelHandlerContext ctx, Exchange exchange, HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            exchange.fail(new MalformedReplyException(
                    exchange.call.label(),
                    "the answer is not HTTP; is this a Docker engine?",
                    response.decoderResult().cause()));
            ctx.close();
            return;
        }
        int status = response.status().code();
        interim = status >= CONTINUE && status < 200 && status != SWITCHING_PROTOCOLS;
        if (interim) {
            return;
        }
        keepAlive = HttpUtil.isKeepAlive(response);
        endsWithConnection = !HttpUtil.isContentLengthSet(response) && !HttpUtil.isTransferEncodingChunked(response);
        ReplyBody body = new ReplyBody(ctx.channel(), exchange.call.label(), exchange.call.idleTimeout());
        raw = exchange.call.upgrade() != null
                && (status == SWITCHING_PROTOCOLS || (status == 200 && !exchange.call.isWebSocket()));
        if (status >= 400) {
            exchange.stopUpload();
        }
        exchange.answer(body, new ChannelReply(ctx.channel(), exchange.call, response, body, raw));
        if (raw) {
            if (exchange.call.isWebSocket()) {
                WebSocketBytes.replaceHttp(ctx.pipeline());
            }
            ctx.pipeline().remove(HttpClientCodec.class);
        }
    }

    private void content(Exchange exchange, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            exchange.fail(new MalformedReplyException(
                    exchange.call.label(),
                    "the body is not valid HTTP",
                    content.decoderResult().cause()));
            close();
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (raw || interim) {
            interim = interim && !last;
            content.release();
            return;
        }
        add(exchange, content.content());
        if (last) {
            finish(exchange);
        }
    }

    private void add(Exchange exchange, ByteBuf bytes) {
        ReplyBody body = exchange.body();
        if (body == null) {
            bytes.release();
        } else {
            body.add(bytes);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == WebSocketBytes.ENDED && current != null) {
            ReplyBody body = current.body();
            current = null;
            if (body != null) {
                body.end();
            }
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    /** The reply is whole. The connection is free again if both sides kept to the rules. */
    private void finish(Exchange exchange) {
        current = null;
        boolean free =
                keepAlive && exchange.uploadComplete() && context().channel().isActive();
        exchange.stopUpload();
        // before the caller hears of the end, so that its next call finds the connection
        if (free && exchange.call.pooled()) {
            served.incrementAndGet();
            whenFree.accept(this);
        } else {
            close();
        }
        ReplyBody body = exchange.body();
        if (body != null) {
            body.end();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        Exchange exchange = current;
        if (exchange == null) {
            ctx.read();
        } else {
            ReplyBody body = exchange.body();
            if (body == null || body.wantsMore()) {
                ctx.read();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (current != null) {
            current.proceed();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable problem) {
        cause = problem;
        if (!(problem instanceof IOException) && current != null) {
            Exchange exchange = current;
            current = null;
            exchange.fail(new MalformedReplyException(
                    exchange.call.label(), "the answer could not be read: " + problem.getMessage(), problem));
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Exchange exchange = current;
        current = null;
        if (exchange != null) {
            cut(exchange);
        }
        ctx.fireChannelInactive();
    }

    private void cut(Exchange exchange) {
        ReplyBody body = exchange.body();
        String label = exchange.call.label();
        if (body == null) {
            exchange.fail(
                    used()
                            ? new StaleConnection()
                            : new ConnectionException(
                                    label, "the engine closed the connection before it answered", cause));
        } else if (cause == null && (raw ? !exchange.call.isWebSocket() : endsWithConnection)) {
            exchange.stopUpload();
            body.end();
        } else {
            exchange.fail(new StreamFailedException(
                    label, "the connection broke before the end of the reply" + reason(), cause));
        }
    }

    private String reason() {
        return cause == null ? "" : ": " + cause.getMessage();
    }
}
