package dev.estibador.netty.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/** Lets the bytes of a session travel in WebSocket frames (RFC 6455), and tells when the engine has said good-bye. */
final class WebSocketBytes extends ChannelDuplexHandler {
    /** The event of the engine's close frame: nothing comes after it. */
    static final Object ENDED = new Object();

    private static final int LONGEST_FRAME = 16 << 20;

    /** Puts frames between the bytes of a channel, some of which have been read, and the connection, its last handler. */
    static void install(ChannelHandlerContext last, ByteBuf read) {
        ChannelHandler decoder = new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .maxFramePayloadLength(LONGEST_FRAME)
                .build());
        Pipelines.insert(last, read, decoder, new WebSocket13FrameEncoder(true), new WebSocketBytes());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof CloseWebSocketFrame close) {
            close.release();
            ctx.fireUserEventTriggered(ENDED);
        } else if (message instanceof PingWebSocketFrame ping) {
            ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
        } else if (message instanceof PongWebSocketFrame) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof WebSocketFrame frame) {
            ctx.fireChannelRead(frame.content());
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message instanceof ByteBuf bytes ? new BinaryWebSocketFrame(bytes) : message, promise);
    }
}
