package dev.estibador.netty.transport;

import dev.estibador.netty.http.GrpcService;
import dev.estibador.netty.http.HttpCall;
import dev.estibador.netty.wire.GrpcMessages;
import dev.estibador.netty.wire.Protobuf;
import dev.estibador.netty.wire.ReplyHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;

/**
 * A gRPC call of ours whose messages are the bytes of a connection, in both directions, over which the engine calls us: HTTP/2 in
 * gRPC in HTTP/2. The first handler of that call's channel; behind it is the server's end of what is inside.
 */
final class GrpcTunnel extends ChannelDuplexHandler {
    /** The event of the engine having taken up the call. */
    static final Object OPENED = new Object();

    /** The event of the engine not having taken up the call. */
    record Refused(String words) {}

    /** Of a reply that has none in HTTP/1.1. */
    static final ReplyHead HEAD = ReplyHead.of(101);

    private static final int DATA = 1;
    private static final int PREFIX = 5;
    private static final int WINDOW = 1 << 20;

    private final Channel connection;
    private final GrpcMessages messages;
    private final String label;
    private final GrpcService service;
    private boolean opened;

    private GrpcTunnel(Channel connection, String label, GrpcService service) {
        this.connection = connection;
        this.label = label;
        this.service = service;
        this.messages = new GrpcMessages(label);
    }

    /** Speaks HTTP/2 over a connection that has carried nothing yet, and ends before that handler. */
    static void open(ChannelHandlerContext last, HttpCall call, Destination to) {
        GrpcService service = call.service();
        if (service == null) {
            throw new IllegalArgumentException("a tunnel needs whom it leads to");
        }
        Channel connection = last.channel();
        ChannelHandler codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .initialWindowSize(WINDOW)
                        .pushEnabled(false))
                .gracefulShutdownTimeoutMillis(0)
                .build();
        ChannelHandler streams = new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel unasked) {
                unasked.close();
            }
        });
        Pipelines.insert(last, Unpooled.EMPTY_BUFFER, codec, streams, new GrpcStreams());
        connection.config().setAutoRead(true);
        new Http2StreamChannelBootstrap(connection)
                .handler(new GrpcTunnel(connection, call.label(), service))
                .open()
                .addListener(done -> {
                    Throwable problem = done.cause();
                    try {
                        if (problem == null) {
                            ((Channel) done.getNow()).writeAndFlush(new DefaultHttp2HeadersFrame(head(call, to)));
                        }
                    } catch (Throwable e) {
                        problem = e;
                    }
                    if (problem != null) {
                        connection.pipeline().fireExceptionCaught(problem);
                    }
                });
    }

    private static Http2Headers head(HttpCall call, Destination to) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path(to.basePath() + call.target())
                .authority(to.host())
                .set("content-type", "application/grpc")
                .set("te", "trailers");
        to.eachHeader(call.headers(), (name, value) -> headers.add(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof Http2DataFrame frame) {
                messages.decode(frame.content().nioBuffer(), inner -> give(ctx, inner));
                if (frame.isEndStream()) {
                    connection.close();
                }
            } else if (message instanceof Http2HeadersFrame frame) {
                begin(ctx, frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void give(ChannelHandlerContext ctx, ByteBuffer message) {
        Protobuf.Reader in = new Protobuf.Reader(label, message);
        while (in.next()) {
            if (in.field() == DATA) {
                ctx.fireChannelRead(Unpooled.wrappedBuffer(in.bytes()));
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        Http2Headers headers = frame.headers();
        if (frame.isEndStream() || !"200".contentEquals(Objects.requireNonNullElse(headers.status(), ""))) {
            if (!opened) {
                connection
                        .pipeline()
                        .fireUserEventTriggered(new Refused("the engine does not take the session: HTTP status "
                                + headers.status() + ", gRPC status " + headers.get("grpc-status") + ", "
                                + headers.get("grpc-message")));
            }
            connection.close();
        } else if (!opened) {
            opened = true;
            // not before: what is inside begins to speak at once, which must not come before the call's own head
            GrpcStreams.install(ctx.pipeline(), label, service);
            connection.pipeline().fireUserEventTriggered(OPENED);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.close();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable problem) {
        connection.close();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.write(message, promise);
            return;
        }
        try {
            ByteBuffer inner = Protobuf.single(DATA, bytes.nioBuffer());
            ByteBuf prefix = ctx.alloc().buffer(PREFIX).writeByte(0).writeInt(inner.remaining());
            ctx.write(
                    new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(prefix, Unpooled.wrappedBuffer(inner))), promise);
        } finally {
            bytes.release();
        }
    }
}
