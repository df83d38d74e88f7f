package dev.estibador.netty.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process that is a connection leaves behind. */
@Timeout(30)
class SshProcessTest {
    private static final int WRITTEN = 60_000;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Set<SshProcess> running = ConcurrentHashMap.newKeySet();

    @AfterEach
    void endThreads() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** A slow consumer: the socket has it still when the process has long ended. */
    @Test
    void whatItHasWrittenIsReadAfterItsEnd() throws Exception {
        Channel channel = SshChannels.start(List.of("head", "-c", String.valueOf(WRITTEN), "/dev/zero"), running);
        AtomicLong read = new AtomicLong();
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new SimpleChannelInboundHandler<ByteBuf>() {
            @Override
            protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
                read.addAndGet(bytes.readableBytes());
            }
        });
        loops.register(channel).sync();
        SshProcess process = SshProcess.of(channel);
        assertThat(process).isNotNull();
        channel.eventLoop().submit(() -> process.follow(channel)).sync();

        // looked at twice, of which the second time finds it ended
        assertThat(channel.closeFuture().await(2500, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(running).isEmpty();

        channel.config().setAutoRead(true);
        channel.closeFuture().sync();
        assertThat(read).hasValue(WRITTEN);
    }
}
