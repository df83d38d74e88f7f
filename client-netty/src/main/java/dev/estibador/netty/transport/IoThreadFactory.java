package dev.estibador.netty.transport;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the I/O threads of one client and knows them. It refers to nothing else: Netty's threads hold it for a moment after the
 * client is closed, and the configuration with its secrets must not be held with it.
 */
final class IoThreadFactory implements ThreadFactory {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new FastThreadLocalThread(task, "estibador-io-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    List<Thread> threads() {
        return threads;
    }
}
