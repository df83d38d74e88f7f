package dev.estibador.netty.execution;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where user code runs: the caller's executor, or threads of the client's own, which are virtual on Java 21 and newer, and a
 * {@link GrowingPool} before.
 *
 * <p>Every task runs once, whatever the given executor does: the client's own threads run those that it refuses, and those
 * that it would run inside {@link #execute} on an I/O thread, or still has when it is shut down. Only one that drops tasks in silence,
 * or blocks in {@code execute}, is beyond help.
 */
public final class UserExecutor implements Executor {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final String NAME = "estibador-";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Runnable::run);

    private final @Nullable Executor given;
    private final GrowingPool pool = new GrowingPool(UserExecutor::prepare, IDLE);
    private final Executor own;
    private final Consumer<Runnable> afterReading;
    private final BooleanSupplier onIoThread;
    private final ConcurrentLinkedQueue<Runnable> soon = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean waking = new AtomicBoolean();

    /** Tasks that an executor with an end of its own has, and has not begun. */
    private final Set<Handover> waiting = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean watching = new AtomicBoolean();

    /**
     * @param afterReading runs what it is given once the thread that reads sockets has read from all that are ready
     * @param onIoThread whether the calling thread is one that reads sockets
     */
    public UserExecutor(@Nullable Executor given, Consumer<Runnable> afterReading, BooleanSupplier onIoThread) {
        this.given = given;
        this.afterReading = afterReading;
        this.onIoThread = onIoThread;
        VirtualThreads virtual = VirtualThreads.named(NAME, pool);
        this.own = virtual == null ? pool : virtual;
    }

    private static void prepare(Thread thread) {
        thread.setName(NAME + NUMBER.incrementAndGet());
        thread.setDaemon(true);
    }

    /** Runs the task, once. Never fails. */
    @Override
    public void execute(Runnable task) {
        if (given == null) {
            own.execute(task);
        } else {
            hand(given, task, onIoThread.getAsBoolean());
        }
    }

    /** Runs the task, and never in the calling thread: for timers, whose thread all of the JVM shares. */
    public void executeElsewhere(Runnable task) {
        if (given == null) {
            own.execute(task);
        } else {
            hand(given, task, true);
        }
    }

    /** Runs the task soon: tasks that come of one reading of the sockets wake the threads together, at its end. */
    public void executeSoon(Runnable task) {
        if (given != null) {
            execute(task);
            return;
        }
        soon.add(task);
        if (waking.compareAndSet(false, true)) {
            afterReading.accept(() -> {
                waking.set(false);
                for (Runnable next = soon.poll(); next != null; next = soon.poll()) {
                    own.execute(next);
                }
            });
        }
    }

    private void hand(Executor executor, Runnable task, boolean elsewhere) {
        Handover handover = new Handover(task, elsewhere ? Thread.currentThread() : null);
        if (executor instanceof ExecutorService) {
            waiting.add(handover);
            watch();
        }
        try {
            executor.execute(handover);
        } catch (Throwable e) {
            handover.refused(e);
        }
        handover.from = null;
    }

    /** Looks from time to time, while tasks wait, whether their executor was shut down: it may never run them then. */
    private void watch() {
        if (!waiting.isEmpty() && watching.compareAndSet(false, true)) {
            try {
                LATER.execute(() -> own.execute(this::look)); // the executor that is asked is not ours
            } catch (Throwable e) {
                watching.set(false); // no thread could be created: the next task tries again
            }
        }
    }

    private void look() {
        try {
            if (given instanceof ExecutorService service && service.isShutdown()) {
                waiting.forEach(Handover::runElsewhere);
            }
        } finally {
            watching.set(false);
            watch();
        }
    }

    /** Keeps no idle thread. Tasks run all the same, also those that come later. */
    public void close() {
        pool.close();
    }

    private final class Handover implements Runnable {
        private final Runnable task;
        private final AtomicBoolean taken = new AtomicBoolean();

        /** The thread that hands the task over, and must not run it; null once it has. */
        private volatile @Nullable Thread from;

        Handover(Runnable task, @Nullable Thread from) {
            this.task = task;
            this.from = from;
        }

        @Override
        public void run() {
            if (!take()) {
                return;
            }
            if (from == Thread.currentThread()) {
                own.execute(task);
            } else {
                task.run();
            }
        }

        void refused(Throwable thrown) {
            if (!runElsewhere()) {
                Uncaught.report(thrown);
            }
        }

        /** False if it has run, or does. */
        boolean runElsewhere() {
            boolean first = take();
            if (first) {
                own.execute(task);
            }
            return first;
        }

        private boolean take() {
            waiting.remove(this);
            return taken.compareAndSet(false, true);
        }
    }
}
