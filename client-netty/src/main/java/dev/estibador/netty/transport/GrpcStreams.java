package dev.estibador.netty.transport;

import dev.estibador.netty.http.GrpcService;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2MultiplexCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;

/**
 * The end of HTTP/2 on a connection over which the engine calls us: what concerns the connection as a whole, and no single
 * call, has been dealt with by the codec and goes no further.
 */
final class GrpcStreams extends ChannelInboundHandlerAdapter {
    /** Bytes of one call that may be on their way to us: the session's other calls go on meanwhile. */
    private static final int WINDOW = 256 << 10;

    /** Serves the calls that come from now on over a channel that was HTTP/1.1 until the bytes in {@code read}. */
    static void install(ChannelHandlerContext last, String label, GrpcService service, ByteBuf read) {
        last.channel().config().setAutoRead(true);
        Pipelines.insert(last, read, codec(label, service), new GrpcStreams());
    }

    /** Serves the calls that come out of the last handler of a channel. */
    static void install(ChannelPipeline pipeline, String label, GrpcService service) {
        pipeline.addLast(codec(label, service), new GrpcStreams());
    }

    // its successor, Http2MultiplexHandler, takes every channel for a client's that was not accepted by a server
    @SuppressWarnings("deprecation")
    private static ChannelHandler codec(String label, GrpcService service) {
        return Http2MultiplexCodecBuilder.forServer(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new GrpcStream(label, service, channel));
                    }
                })
                .initialSettings(Http2Settings.defaultSettings().initialWindowSize(WINDOW))
                .gracefulShutdownTimeoutMillis(0)
                .build();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }
}
