package dev.estibador.netty.calls;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
    private final Consumer<Runnable> afterReading;
    private final AtomicBoolean calling = new AtomicBoolean();

    /** @param afterReading runs what it is given once the thread that reads sockets has read from all that are ready */
    UserExecutor(@Nullable Executor given, Consumer<Runnable> afterReading) {
        this.afterReading = afterReading;
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

    /** Runs it soon. Of the tasks that come of what is read in one go, only the first wakes a thread, and when all are there. */
    void executeSoon(Runnable task) {
        if (own == null) {
            execute(task);
            return;
        }
        try {
            own.add(task);
        } catch (RejectedExecutionException e) {
            thread(task).start();
            return;
        }
        if (calling.compareAndSet(false, true)) {
            afterReading.accept(() -> {
                calling.set(false);
                own.call();
            });
        }
    }

    /** Lets what runs run to its end, and keeps no thread after it. */
    void close() {
        if (own != null) {
            own.close();
        }
    }
}
