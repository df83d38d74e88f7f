package dev.estibador.connect;

/** Which implementation of sockets carries the bytes. */
public enum ChannelKind {
    /**
     * {@link #NATIVE} where this machine has it, else {@link #JDK}: the order in which they were measured. For what it alone
     * can do, which is the abstract namespace and ssh, {@link #JUNIXSOCKET}.
     */
    AUTO,
    /** Netty's native transport: epoll on Linux, kqueue on macOS. */
    NATIVE,
    /** Netty's io_uring on Linux, where {@code netty-transport-native-io_uring} is on the path and the kernel allows it. */
    IO_URING,
    /** junixsocket for Unix sockets; the JDK's own for TCP. */
    JUNIXSOCKET,
    /** The JDK's own sockets. */
    JDK
}
