package dev.estibador.netty.transport;

import dev.estibador.connect.ChannelKind;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Linux's io_uring. Its library is optional, so nobody else may name its classes. */
final class IoUringChannels {
    private IoUringChannels() {}

    /** Why it cannot be used here; null where it can. */
    static @Nullable String obstacle() {
        Throwable cause = IoUring.isAvailable() ? null : IoUring.unavailabilityCause();
        return cause == null ? null : String.valueOf(cause.getMessage());
    }

    static SocketChannels of(SocketAddress remote, boolean unix) {
        return new SocketChannels(
                ChannelKind.IO_URING,
                IoUringIoHandler.newFactory(),
                unix ? limit -> new IoUringDomainSocketChannel() : limit -> new IoUringSocketChannel(),
                remote,
                !unix);
    }
}
