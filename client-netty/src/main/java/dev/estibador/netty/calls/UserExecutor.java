package dev.estibador.netty.calls;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where user code runs: the caller's executor, or threads of our own, which are made when all others are busy and end
 * after a few idle seconds. A signal that the executor refuses still reaches its receiver, on a thread made for it.
 */
final class UserExecutor implements Executor {
    private static final int IDLE_SECONDS = 5;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final @Nullable ThreadPoolExecutor own;
    private final Executor executor;

    UserExecutor(@Nullable Executor given) {
        if (given != null) {
            own = null;
            executor = given;
        } else {
            own = new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    UserExecutor::thread);
            executor = own;
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "estibador-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            thread(task).start();
        }
    }

    /** Lets what runs run to its end, and keeps no thread after it. */
    void close() {
        if (own != null) {
            own.shutdown();
        }
    }
}
