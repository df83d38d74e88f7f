package dev.estibador.netty.transport;

import dev.estibador.error.ConnectionException;
import dev.estibador.netty.http.GrpcCall;
import dev.estibador.netty.http.GrpcService;
import dev.estibador.netty.http.GrpcStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** One call as the server of gRPC over HTTP/2 has it. All state belongs to the event loop. */
final class GrpcStream extends ChannelInboundHandlerAdapter implements GrpcCall {
    private static final int PREFIX = 5;

    private final String label;
    private final GrpcService service;
    private final Channel channel;
    private final ReplyBody body;
    private final Map<String, List<String>> metadata = new LinkedHashMap<>();
    private String method = "";
    private boolean answered;
    private boolean ended;

    GrpcStream(String label, GrpcService service, Channel channel) {
        this.label = label;
        this.service = service;
        this.channel = channel;
        body = new ReplyBody(channel, label, null, new Deadline(channel.eventLoop()));
        channel.config().setAutoRead(false);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof Http2HeadersFrame frame) {
                if (method.isEmpty()) {
                    begin(frame.headers());
                }
                end(frame.isEndStream());
            } else if (message instanceof Http2DataFrame frame) {
                body.add(frame.content().nioBuffer());
                end(frame.isEndStream());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(Http2Headers headers) {
        method = String.valueOf(headers.path());
        headers.forEach(header -> metadata.computeIfAbsent(header.getKey().toString(), name -> new ArrayList<>())
                .add(header.getValue().toString()));
        try {
            service.serve(this);
        } catch (RuntimeException e) {
            end(GrpcStatus.internal(e.getClass().getSimpleName()));
        }
    }

    private void end(boolean last) {
        if (last) {
            body.end();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (method.isEmpty() || body.wantsMore()) {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame) {
            body.fail(over());
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended = true;
        body.fail(over());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable problem) {
        body.fail(over());
        ctx.close();
    }

    private ConnectionException over() {
        return new ConnectionException(label, "the engine has ended its call of " + method, null);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Map<String, List<String>> metadata() {
        return metadata;
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
        return body;
    }

    @Override
    public CompletableFuture<Void> send(ByteBuffer message) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Loops.run(channel.eventLoop(), () -> {
            if (ended || !channel.isActive()) {
                sent.completeExceptionally(over());
                return;
            }
            if (!answered) {
                answered = true;
                channel.write(new DefaultHttp2HeadersFrame(head()));
            }
            ByteBuf prefix = channel.alloc().buffer(PREFIX).writeByte(0).writeInt(message.remaining());
            ByteBuf framed = Unpooled.wrappedBuffer(prefix, Unpooled.wrappedBuffer(message));
            channel.writeAndFlush(new DefaultHttp2DataFrame(framed)).addListener(written -> {
                if (written.isSuccess()) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(over());
                }
            });
        });
        return sent;
    }

    @Override
    public void end(GrpcStatus status) {
        Loops.run(channel.eventLoop(), () -> {
            if (ended || !channel.isActive()) {
                return;
            }
            ended = true;
            Http2Headers trailers = answered ? new DefaultHttp2Headers() : head();
            trailers.setInt("grpc-status", status.code());
            if (!status.words().isEmpty()) {
                trailers.set("grpc-message", percentEncoded(status.words()));
            }
            channel.writeAndFlush(new DefaultHttp2HeadersFrame(trailers, true)).addListener(written -> {
                if (!body.ended()) {
                    channel.close();
                }
            });
        });
    }

    private static Http2Headers head() {
        return new DefaultHttp2Headers().status("200").set("content-type", "application/grpc");
    }

    private static String percentEncoded(String words) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : words.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ' || b > '~' || b == '%') {
                encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }
}
