package dev.estibador.netty.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

/** Changing what a connection speaks while it is open. */
final class Pipelines {
    private Pipelines() {}

    /** Puts handlers before the last one, behind those that bring the bytes, of which {@code read} have come already. */
    static void insert(ChannelHandlerContext last, ByteBuf read, ChannelHandler... handlers) {
        ChannelPipeline pipeline = last.pipeline();
        for (ChannelHandler handler : handlers) {
            pipeline.addBefore(last.name(), null, handler);
        }
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls == null) {
            pipeline.fireChannelRead(read);
        } else {
            tls.fireChannelRead(read);
        }
    }
}
