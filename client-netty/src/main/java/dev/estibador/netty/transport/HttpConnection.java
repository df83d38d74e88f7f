package dev.estibador.netty.transport;

import dev.estibador.error.MalformedReplyException;
import dev.estibador.error.StreamFailedException;
import dev.estibador.error.UnsupportedByEngineException;
import dev.estibador.netty.http.HttpBody;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.wire.ChunkedBody;
import dev.estibador.netty.wire.Failures;
import dev.estibador.netty.wire.HeadParser;
import dev.estibador.netty.wire.ReplyHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the engine, last in its channel's pipeline: carries one exchange after another. The channel is read
 * only when something is awaited: a head, a body that is asked for, or, while idle, the engine's closing.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final long ALL = Long.MAX_VALUE;

    private final Destination destination;
    private final Consumer<HttpConnection> whenFree;
    private final HeadParser heads = new HeadParser();
    private final HeadLimit headLimit = new HeadLimit();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Deadline deadline;
    private @Nullable Exchange current;
    private @Nullable Throwable cause;
    /** It carried an exchange before, so that the engine may have closed it meanwhile. */
    private boolean used;

    private boolean saidGoodBye;
    private boolean raw;
    private boolean keepAlive;
    private @Nullable ChunkedBody chunks;
    /** Bytes of the body that are still to come, where it has no chunks; {@link #ALL} if its end is the connection's. */
    private long missing;

    /** @param whenFree told when the connection can carry another exchange */
    HttpConnection(Destination destination, Consumer<HttpConnection> whenFree) {
        this.destination = destination;
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

    /** Of the event loop. */
    Deadline deadline() {
        Deadline own = deadline;
        if (own == null) {
            own = new Deadline(context().channel().eventLoop());
            deadline = own;
        }
        return own;
    }

    boolean active() {
        return context().channel().isActive();
    }

    void close() {
        context().channel().close();
    }

    /** Begins an exchange, on any thread. */
    void carry(Exchange exchange) {
        ChannelHandlerContext ctx = context();
        if (ctx.executor().inEventLoop()) {
            begin(ctx, exchange);
        } else {
            Loops.run(ctx.channel().eventLoop(), () -> begin(ctx, exchange));
        }
    }

    private void begin(ChannelHandlerContext ctx, Exchange exchange) {
        deadline().clear();
        if (exchange.isDone()) {
            whenFree.accept(this);
            return;
        }
        exchange.on(ctx.channel());
        if (!ctx.channel().isActive()) {
            unanswered(exchange);
            return;
        }
        current = exchange;
        try {
            send(ctx, exchange);
            ctx.read();
        } catch (IllegalArgumentException e) {
            fail(ctx, exchange, e);
        } catch (Throwable e) {
            fail(ctx, exchange, Failures.fault(exchange.call.label(), e));
        }
    }

    private void fail(ChannelHandlerContext ctx, Exchange exchange, Throwable failure) {
        current = null;
        exchange.fail(failure);
        ctx.close();
    }

    private void send(ChannelHandlerContext ctx, Exchange exchange) {
        HttpCall call = exchange.call;
        if (call.isTunnel()) {
            GrpcTunnel.open(ctx, call, destination);
            sent(exchange);
            return;
        }
        ctx.write(RequestHead.of(call, destination, ctx.alloc()));
        if (call.body() instanceof HttpBody.Stream stream) {
            ctx.flush();
            BodyUpload upload = new BodyUpload(ctx.channel(), exchange, stream.sent(), () -> sent(exchange));
            exchange.uploading(upload);
            stream.chunks().subscribe(upload);
            return;
        }
        if (call.body() instanceof HttpBody.Bytes bytes) {
            ctx.write(Unpooled.wrappedBuffer(bytes.content()));
        }
        ctx.flush();
        sent(exchange);
    }

    /** The request has been handed over whole: from now on the engine owes an answer. Also an engine that reads nothing. */
    private void sent(Exchange exchange) {
        if (exchange == current && exchange.body() == null) {
            headLimit.requestSent(exchange.call, deadline(), late -> fail(context(), exchange, late));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Exchange exchange = current;
        ByteBuffer bytes = IncomingBytes.lent((ByteBuf) message);
        if (exchange == null) {
            // nobody is owed an answer: the engine broke the rules
            ctx.close();
            return;
        }
        try {
            while (bytes.hasRemaining() && exchange == current && !exchange.isCancelled()) {
                take(ctx, exchange, bytes);
            }
            if (bytes.hasRemaining()) {
                // more than was asked for, or the caller has left
                ctx.close();
            }
        } catch (Throwable e) {
            fail(ctx, exchange, Failures.fault(exchange.call.label(), e));
        }
    }

    private void take(ChannelHandlerContext ctx, Exchange exchange, ByteBuffer bytes) {
        ReplyBody body = exchange.body();
        int end = bytes.limit();
        if (body == null) {
            boolean begins = !heads.isInside();
            ReplyHead head = heads.parse(exchange.call.label(), bytes);
            if (head != null && !head.isInterim()) {
                begin(ctx, exchange, head, bytes);
            } else if (head != null) {
                headLimit.interim(exchange.call, deadline());
            } else if (begins) {
                headLimit.begun(exchange.call, deadline(), late -> fail(ctx, exchange, late));
            }
        } else if (chunks != null) {
            chunks.unwrap(bytes);
            int rest = bytes.position();
            body.add(bytes.limit(chunks.to()).position(chunks.from()));
            bytes.limit(end).position(rest);
            if (chunks.ended()) {
                finish(exchange, bytes);
            }
        } else {
            int count = (int) Math.min(missing, bytes.remaining());
            int rest = bytes.position() + count;
            missing = missing == ALL ? ALL : missing - count;
            body.add(bytes.limit(rest));
            bytes.limit(end).position(rest);
            if (missing == 0) {
                finish(exchange, bytes);
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, Exchange exchange, ReplyHead head, ByteBuffer bytes) {
        HttpCall call = exchange.call;
        deadline().clear();
        ReplyBody body = new ReplyBody(ctx.channel(), call.label(), call.idleTimeout(), deadline());
        boolean webSocket = call.isWebSocket();
        raw = call.upgrade() != null && (head.status() == SWITCHING_PROTOCOLS || (head.status() == 200 && !webSocket));
        keepAlive = head.keepAlive();
        chunks = !raw && head.chunked() ? new ChunkedBody(call.label()) : null;
        boolean bodiless = call.method().equals("HEAD") || head.status() == NO_CONTENT || head.status() == NOT_MODIFIED;
        missing = raw || head.contentLength() == ReplyHead.UNKNOWN ? ALL : head.contentLength();
        if (head.status() >= 400) {
            exchange.stopUpload();
        }
        exchange.answer(body, new ChannelReply(ctx.channel(), call, head, body, raw));
        if (raw && webSocket) {
            WebSocketBytes.install(ctx, Unpooled.copiedBuffer(bytes));
            bytes.position(bytes.limit());
        } else if (raw && call.service() != null) {
            GrpcStreams.install(ctx, call.label(), call.service(), Unpooled.copiedBuffer(bytes));
            bytes.position(bytes.limit());
        } else if (!raw && (bodiless || (missing == 0 && chunks == null))) {
            finish(exchange, bytes);
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
        } else if (event instanceof SslCloseCompletionEvent closing && closing.isSuccess()) {
            // all there is of an end: engines say so, and leave the connection itself open
            saidGoodBye = true;
            ctx.close();
        } else if (event == GrpcTunnel.OPENED && current != null) {
            answerTunnel(ctx, current);
        } else if (event instanceof GrpcTunnel.Refused refused && current != null) {
            fail(ctx, current, new UnsupportedByEngineException(current.call.label(), refused.words(), null));
        }
        ctx.fireUserEventTriggered(event);
    }

    /** What the tunnel carries is served inside; its end is that of the connection. */
    private void answerTunnel(ChannelHandlerContext ctx, Exchange exchange) {
        HttpCall call = exchange.call;
        deadline().clear();
        raw = true;
        missing = ALL;
        ReplyBody body = new ReplyBody(ctx.channel(), call.label(), null, deadline());
        exchange.answer(body, new ChannelReply(ctx.channel(), call, GrpcTunnel.HEAD, body, true));
    }

    /** The reply is whole. The connection is free again if both sides kept to the rules. */
    private void finish(Exchange exchange, ByteBuffer rest) {
        current = null;
        boolean free = keepAlive
                && exchange.uploadComplete()
                && !rest.hasRemaining()
                && context().channel().isActive();
        exchange.stopUpload();
        deadline().clear();
        // before the caller hears of the end, so that its next call finds the connection
        if (free && exchange.call.pooled()) {
            used = true;
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
        Exchange exchange = current;
        if (!(problem instanceof IOException) && !TlsFailure.isOne(problem) && exchange != null) {
            fail(
                    ctx,
                    exchange,
                    problem instanceof Error
                            ? Failures.fault(exchange.call.label(), problem)
                            : new MalformedReplyException(
                                    exchange.call.label(),
                                    "the answer could not be read: " + problem.getMessage(),
                                    problem));
        }
        ctx.close();
    }

    /** The channel is closed. Not {@code channelInactive}: that is left out where a socket knew before that it hung up. */
    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        Exchange exchange = current;
        current = null;
        if (deadline != null) {
            deadline.end();
        }
        if (exchange != null) {
            try {
                cut(exchange);
            } catch (Throwable e) {
                exchange.fail(Failures.fault(exchange.call.label(), e));
            }
        }
        ctx.fireChannelUnregistered();
    }

    private void cut(Exchange exchange) {
        ReplyBody body = exchange.body();
        String label = exchange.call.label();
        if (body == null) {
            unanswered(exchange);
        } else if (cause == null && endsWithConnection(exchange) && !exchange.isClientClosed()) {
            exchange.stopUpload();
            ending(broken -> {
                if (broken == null) {
                    body.end();
                } else {
                    exchange.fail(new StreamFailedException(label, broken, null));
                }
            });
        } else {
            exchange.fail(new StreamFailedException(
                    label, "the connection broke before the end of the reply" + reason(), cause));
        }
    }

    /** Tells how a connection ended whose end is that of a body: null for in order. */
    private void ending(Consumer<@Nullable String> told) {
        Channel channel = context().channel();
        SshProcess ssh = SshProcess.of(channel);
        if (ssh != null) {
            ssh.ending(channel.eventLoop(), told);
        } else {
            told.accept(
                    channel.pipeline().get(SslHandler.class) == null || saidGoodBye
                            ? null
                            : "the connection was cut: TLS was not ended before it");
        }
    }

    /** Only a connection that served before may have been closed for being idle: then, and then alone, another may do. */
    private void unanswered(Exchange exchange) {
        if (used && !heads.isInside()) {
            exchange.stale();
        } else {
            exchange.unanswered(context().channel(), cause);
        }
    }

    private boolean endsWithConnection(Exchange exchange) {
        return raw ? !exchange.call.isWebSocket() : chunks == null && missing == ALL;
    }

    private String reason() {
        return cause == null ? "" : ": " + cause.getMessage();
    }
}
