package dev.estibador.netty.calls;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where user code runs: the caller's executor, or threads of our own, which end after a few idle seconds. A signal that
 * the executor refuses still reaches its receiver, on a thread made for it.
 */
final class UserExecutor implements Executor {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final @Nullable Workers own;
    private final Executor executor;

    UserExecutor(@Nullable Executor given) {
        if (given != null) {
            own = null;
            executor = given;
        } else {
            own = new Workers(UserExecutor::thread, IDLE);
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
            own.close();
        }
    }
}
