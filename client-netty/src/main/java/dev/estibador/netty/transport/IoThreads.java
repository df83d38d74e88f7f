package dev.estibador.netty.transport;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that read and write. A stream that is read at full speed gives its thread a task for every further read, and
 * a thread looks after its other connections only between tasks: so it works on tasks for a moment at most, where Netty
 * would go on for a second.
 */
final class IoThreads extends MultiThreadIoEventLoopGroup {
    private static final long TASKS_MILLIS = 1;

    IoThreads(int count, ThreadFactory threads, IoHandlerFactory io) {
        super(count, threads, io);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory io, Object... none) {
        return new SingleThreadIoEventLoop(
                this, executor, io, Integer.MAX_VALUE, RejectedExecutionHandlers.reject(), TASKS_MILLIS);
    }
}
